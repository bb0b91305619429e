import * as api from './api.js';
import { content, enable, el, find, isEnabled, say, text } from './dom.js';
import { chosenCase } from './form.js';
import { t } from './i18n.js';
import { quoting } from './quote.js';
import { caseNamed } from './settings.js';
import { changed, draws, runningRace, state } from './state.js';
import { faultOf } from './words.js';

/** What may happen to the holder of a long job: it is paused, or Redis forgets its lock. */

const CASE = 'long-job';
const FAULTS = ['pause-holder', 'kill-redis', 'flush-redis'];

let refusal = null;

export function startChaos() {
  find('faults').replaceChildren(...FAULTS.map((name) => el('div', { class: 'fault' },
    el('button', { type: 'button', id: `fault-${name}`, 'aria-describedby': `explain-${name}`, 'data-t': `fault.${name}`, click: (event) => press(event, (id) => api.fault(id, name), name) }),
    el('p', { class: 'hint', id: `explain-${name}` }))));
  find('give-up').addEventListener('click', (event) => press(event, api.giveUp));
  draws(['race', 'history', 'cases', 'form', 'language'], draw);
  draws(['shown'], () => { refusal = null; });
}

function draw() {
  const race = state.race?.report.case === CASE ? state.race : null;
  find('chaos').hidden = !race && chosenCase() !== CASE;
  content(find('chaos-status'), ...(refusal ? refusalWords() : [statusOf(race)]));
  find('chaos-status').className = refusal ? 'notice bad' : race?.phase === 'awaiting-fault' ? 'notice' : '';
  const possible = caseNamed(CASE)?.faults ?? [];
  const waits = race?.phase === 'awaiting-fault' && race.connection === 'live' && !race.sending;
  enable(find('give-up'), waits);
  for (const name of FAULTS) {
    const here = possible.includes(name);
    enable(find(`fault-${name}`), here && waits);
    const why = here ? '' : ` ${t(state.cases === null ? 'chaos.unknown' : 'chaos.missing')}`;
    text(find(`explain-${name}`), t(`explain.${name}`) + why);
    find(`explain-${name}`).classList.toggle('missing', !here);
  }
}

function statusOf(race) {
  const running = runningRace();
  if (running && running.id !== race?.report.id) {
    return t('chaos.other');
  }
  if (!race || race.phase === 'gone') {
    return t('chaos.idle');
  }
  if (race.isOver()) {
    return t('chaos.over');
  }
  switch (race.phase) {
    case 'awaiting-fault': return t(race.sending ? 'chaos.sending' : 'chaos.ready');
    case 'striking': return t('chaos.striking');
    case 'preparing': return t('chaos.preparing');
    default: return faultOf(race.report) ? t('chaos.chosen', { fault: faultOf(race.report) }) : t('chaos.running');
  }
}

function refusalWords() {
  return refusal instanceof api.Problem ? quoting('chaos.refused', refusal.message) : [t('chaos.silent')];
}

/** Sends what was chosen; until the race has gone on, nothing else can be. */
async function press(event, send, fault = null) {
  const { race } = state;
  if (!isEnabled(event.currentTarget)) {
    return;
  }
  race.sending = true;
  refusal = null;
  changed('race');
  try {
    await send(race.report.id);
    if (fault && race.isLive()) {
      race.adopt({ fault });
    }
  } catch (problem) {
    race.sending = false;
    if (state.race === race) {
      refusal = problem;
      say(...refusalWords());
    }
  }
  changed('race');
}
