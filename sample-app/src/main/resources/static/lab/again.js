import { enable, find, isEnabled, text } from './dom.js';
import { fillIn } from './form.js';
import { t } from './i18n.js';
import { NUMBERS } from './settings.js';
import { begin } from './start.js';
import { draws, runningRace, state } from './state.js';

/** The other half of a comparison: the same race with the lock, or without it. */

export function startAgain() {
  find('again').addEventListener('click', () => {
    if (isEnabled(find('again'))) {
      run(state.race.report);
    }
  });
  draws(['race', 'history', 'starting', 'language'], draw);
}

function otherStrategy({ case: name, strategy, violations }) {
  if (violations > 0 || strategy === 'none' || strategy === 'lock-unguarded') {
    return 'lock';
  }
  return name === 'long-job' ? 'lock-unguarded' : 'none';
}

function draw() {
  const over = state.race?.phase === 'done';
  find('again').hidden = !over;
  if (over) {
    text(find('again'), t(`again.${otherStrategy(state.race.report)}`));
    enable(find('again'), !runningRace() && !state.starting);
  }
}

function run(report) {
  const strategy = otherStrategy(report);
  fillIn(report, strategy);
  const numbers = Object.fromEntries(NUMBERS.filter((name) => report[name] !== undefined).map((name) => [name, report[name]]));
  begin({ name: report.case, strategy, ...numbers });
}
