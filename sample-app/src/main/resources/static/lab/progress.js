import { content, el, find, say, text } from './dom.js';
import { has, number, t } from './i18n.js';
import { quoting } from './quote.js';
import { draws, state } from './state.js';
import { nameOf, settingsOf } from './words.js';

/** How far the race in view is: its status, its progress bar and its counters. */

const COUNTERS = ['done', 'refused', 'failed', 'waiting', 'holding'];
const EXTRAS = [
  'orders', 'paid', 'cancelled', 'stock', 'remaining', 'oversold', 'repeatBuyers', 'misbooked', 'unsold', 'payments', 'followUps', 'numbers',
  'extra', 'missing', 'refunds', 'overRefunded', 'differentInBooks', 'mainOrders', 'unfinished', 'completions',
  'jobs', 'lost', 'staleRejected', 'staleCommitted', 'staleFailed', 'damage', 'retries', 'queries',
];
const LONG_MICROS = 15_000_000;

let told = null;

export function startProgress() {
  find('counters').replaceChildren(...COUNTERS.map((name) => el('div', { 'data-counter': name },
    el('dt', { 'data-t': `count.${name}` }), el('dd', { id: name }, '0'))));
  draws(['race', 'language'], drawProgress);
  draws(['race'], announce);
}

export function violationsOf(report) {
  return report.violations > 0 ? t('violations.some', { n: report.violations }) : t('violations.none');
}

function drawProgress() {
  const race = state.race;
  const report = race?.report;
  text(find('run-title'), race ? t('run.title', { id: report.id, name: nameOf(report) }) : t('run.none'));
  content(find('status'), ...(race ? [statusOf(race)].flat() : [t('status.idle')]));
  find('status').dataset.phase = race?.phase ?? 'idle';
  find('run').classList.toggle('idle', !race);
  find('how').hidden = Boolean(race);
  drawNotices(race);
  const bar = find('progress');
  bar.hidden = !race?.isLive();
  if (race) {
    const counting = ['running', 'judging'].includes(race.phase);
    bar.max = race.figures.total;
    if (counting) {
      bar.value = race.finished();
    } else {
      bar.removeAttribute('value');
    }
  }
  COUNTERS.forEach((name) => text(find(name), number(race?.figures[name] ?? 0)));
  drawVerdict(race);
  drawExtras(report);
}

function statusOf(race) {
  const { report, figures, phase } = race;
  switch (phase) {
    case 'done': return t('status.done', {
      seconds: `${number(report.seconds, 2)} s`, perSecond: number(report.perSecond, report.perSecond < 100 ? 1 : 0),
      p50: number(report.p50Millis, 1), p99: number(report.p99Millis, 1),
    });
    case 'failed': return quoting('status.failed', report.error ?? '?');
    case 'preparing': return t(report.case === 'long-job' ? 'status.preparing.long-job' : 'status.preparing');
    case 'running': return t('status.running', { finished: race.finished(), total: figures.total });
    default: return has(`status.${phase}`) ? t(`status.${phase}`) : phase;
  }
}

function drawNotices(race) {
  const notices = [];
  if (race) {
    const { report } = race;
    notices.push(['quiet', `${t('history.strategy')} ${report.strategy} · ${settingsOf(report)}`]);
    const elapsed = race.runningMicros();
    if (race.connection === 'lost') {
      notices.push(['notice bad lost', t('status.lost')]);
    } else if (['running', 'judging'].includes(race.phase) && elapsed > LONG_MICROS) {
      const seconds = `${number(Math.round(elapsed / 1e6))} s`;
      notices.push(['notice long', t('status.long', { finished: race.finished(), total: race.figures.total, seconds })]);
    }
    if (['forgotten', 'unloaded', 'loading'].includes(race.timelineState)) {
      notices.push([race.timelineState === 'loading' ? 'quiet' : 'notice', t(`status.${race.timelineState}`, { id: report.id })]);
    }
  }
  const box = find('notices');
  const key = JSON.stringify(notices);
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    box.replaceChildren(...notices.map(([kind, line]) => el('p', { class: kind }, line)));
  }
}

function drawVerdict(race) {
  const verdict = find('verdict');
  const { violations, state: reported } = race?.report ?? {};
  // Also of a race that the sample no longer knows.
  const over = reported === 'DONE';
  verdict.hidden = !race || (!over && !race.isLive());
  verdict.className = `verdict ${!over ? 'open' : violations > 0 ? 'bad' : 'good'}`;
  text(find('violations'), over ? violationsOf(race.report) : '–');
  text(find('verdict-text'), !over ? t('violations.later') : violations > 0 ? t(`broken.${race.report.case}`) : goodText(race.report));
}

function goodText(report) {
  return report.case === 'long-job' && report.staleRejected > 0 ? t('right.long-job') : t('violations.held');
}

function drawExtras(report) {
  const names = report?.state === 'DONE' ? EXTRAS.filter((name) => report[name] !== undefined) : [];
  const extras = find('extras');
  const key = JSON.stringify([names.map((name) => report[name]), document.documentElement.lang]);
  if (extras.dataset.key !== key) {
    extras.dataset.key = key;
    extras.replaceChildren(...names.map((name) => el('div', { 'data-extra': name },
      el('dt', {}, t(`extra.${name}`)), el('dd', {}, number(report[name])))));
  }
}

/** Tells of quarters and of the end: not of every call. */
function announce() {
  const race = state.race;
  if (!race) {
    return;
  }
  const quarter = Math.floor((4 * race.finished()) / race.figures.total);
  if (told?.race !== race) {
    told = { race, quarter: race.isOver() ? 4 : quarter, phase: race.phase };
  } else if (race.phase !== told.phase) {
    told.phase = race.phase;
    if (race.phase === 'awaiting-fault') {
      say(t('say.fault'));
    } else if (race.phase === 'striking') {
      say(t('status.striking'));
    } else if (race.phase === 'done') {
      say(t('say.over', { id: race.report.id, violations: violationsOf(race.report) }));
    } else if (race.phase === 'failed') {
      say(...quoting('status.failed', race.report.error ?? '?'));
    }
  } else if (race.phase === 'running' && quarter > told.quarter && quarter < 4) {
    told.quarter = quarter;
    say(t('say.quarter', { percent: 25 * quarter }));
  }
}
