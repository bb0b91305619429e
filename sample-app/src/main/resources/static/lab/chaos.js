import * as api from './api.js';
import { enable, el, find, isEnabled, say, text } from './dom.js';
import { chosenCase } from './form.js';
import { t } from './i18n.js';
import { caseNamed } from './settings.js';
import { changed, draws, runningRace, state } from './state.js';

/** What may happen to the holder of a long job: it is paused, or Redis forgets its lock. */

const CASE = 'long-job';
const FAULTS = ['pause-holder', 'kill-redis', 'flush-redis'];

let refusal = '';

export function startChaos() {
  find('faults').replaceChildren(...FAULTS.map((name) => el('div', { class: 'fault' },
    el('button', { type: 'button', id: `fault-${name}`, 'aria-describedby': `explain-${name}`, 'data-t': `fault.${name}`, click: () => press(name) }),
    el('p', { class: 'hint', id: `explain-${name}` }))));
  draws(['race', 'history', 'cases', 'form', 'language'], draw);
  draws(['shown'], () => { refusal = ''; });
}

function draw() {
  const race = state.race?.report.case === CASE ? state.race : null;
  find('chaos').hidden = !(race?.isLive() || chosenCase() === CASE || race);
  text(find('chaos-status'), refusal || statusOf(race));
  find('chaos-status').className = refusal ? 'notice bad' : race?.phase === 'awaiting-fault' ? 'notice' : '';
  const possible = caseNamed(CASE)?.faults ?? [];
  for (const name of FAULTS) {
    const here = possible.includes(name);
    enable(find(`fault-${name}`), here && race?.phase === 'awaiting-fault' && race.connection === 'live' && !race.fault);
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
  if (race.fault) {
    return race.fault === 'sending' ? t('chaos.sending') : t('chaos.chosen', { fault: t(`fault.${race.fault}`) });
  }
  return t(race.phase === 'awaiting-fault' ? 'chaos.ready' : race.phase === 'running' || race.phase === 'judging' ? 'chaos.running' : 'chaos.preparing');
}

async function press(name) {
  const { race } = state;
  if (!isEnabled(find(`fault-${name}`))) {
    return;
  }
  race.fault = 'sending';
  refusal = '';
  changed('race');
  try {
    await api.fault(race.report.id, name);
    race.fault = name;
    say(t('chaos.chosen', { fault: t(`fault.${name}`) }));
  } catch (problem) {
    race.fault = null;
    refusal = problem instanceof api.Problem ? t('chaos.refused', { detail: problem.message }) : t('chaos.silent');
    say(refusal);
  }
  changed('race');
}
