import * as api from './api.js';
import { el, find, keepingFocus, say } from './dom.js';
import { t } from './i18n.js';
import { refreshHistory } from './poll.js';
import { quoting } from './quote.js';
import { changed, draws, runningRace, state } from './state.js';
import { show } from './watch.js';

/** Starts races, and tells why one cannot be started now. */

let refusal = null;
let retried = false;

export function startStart() {
  draws(['history', 'race', 'starting', 'language'], drawReason);
}

/** Orders a race and shows it. */
export async function begin(settings) {
  if (state.starting || runningRace()) {
    return;
  }
  state.starting = true;
  refusal = null;
  changed('starting');
  let report;
  try {
    report = await api.start(settings);
  } catch (problem) {
    refusal = { problem, settings };
    await refreshHistory();
    return;
  } finally {
    state.starting = false;
    changed('starting');
  }
  retried = false;
  say(t('say.start', { id: report.id }));
  show(report);
  goToRun();
  refreshHistory();
}

/** Brings the race into view, for eyes and for the keyboard. */
export function goToRun() {
  const run = find('run');
  run.focus({ preventScroll: true });
  const place = run.getBoundingClientRect();
  if (place.top < 0 || place.top > innerHeight / 2) {
    run.scrollIntoView({ block: 'start' });
  }
}

function drawReason() {
  const running = runningRace();
  if (!running && !state.starting && refusal?.problem.raceId !== undefined) {
    // The race that was in the way is over.
    refusal = null;
  }
  const key = JSON.stringify([running?.id, state.race?.report.id, refusal?.problem.message, refusal !== null, document.documentElement.lang]);
  const reason = find('start-reason');
  if (reason.dataset.key !== key) {
    reason.dataset.key = key;
    keepingFocus(reason, () => reason.replaceChildren(...refusalLines(), ...runningLines(running)));
    if (refusal) {
      reason.scrollIntoView({ block: 'nearest' });
    }
  }
  if (retried && !state.starting) {
    retried = false;
    focusAgain();
  }
}

/** The button to try again is gone while it is tried; the keyboard, unless it went elsewhere, finds it again. */
function focusAgain() {
  if ([document.body, find('start')].includes(document.activeElement)) {
    (find('try-again') ?? find('watch'))?.focus();
  }
}

function retry(settings) {
  retried = true;
  find('start').focus({ preventScroll: true });
  begin(settings);
}

function refusalLines() {
  if (!refusal) {
    return [];
  }
  const { problem, settings } = refusal;
  const words = problem instanceof api.Problem ? quoting('start.refused', problem.message) : [t('start.silent')];
  const line = el('p', { class: 'notice bad', role: 'alert' }, ...words);
  const again = el('button', { type: 'button', id: 'try-again', click: () => retry(settings) }, t('start.again'));
  return runningRace() ? [line] : [line, again];
}

function runningLines(running) {
  if (!running) {
    return [];
  }
  const inView = running.id === state.race?.report.id && state.race.isLive();
  const go = el('button', { type: 'button', id: 'watch', click: () => { if (!inView) { show(running); } goToRun(); } },
    inView ? t('start.toRun') : t('start.watch', { id: running.id }));
  return [el('p', { class: 'notice' }, t('start.busy', { id: running.id })), go];
}
