import { barOptions, chart } from './charts.js';
import { find, options, text } from './dom.js';
import { number, t } from './i18n.js';
import { NUMBERS } from './settings.js';
import { draws, state } from './state.js';
import { colour } from './theme.js';
import { nameOf, settingsOf } from './words.js';

/** The newest race of each strategy of a case, side by side: of those that differ in nothing else. */

const MEASURES = ['violations', 'perSecond', 'p99Millis'];
const ORDER = ['none', 'lock-unguarded', 'lock', 'lock+fence', 'pessimistic', 'optimistic', 'counter'];

export function startCompare() {
  find('compare-case').addEventListener('change', draw);
  find('compare-measure').addEventListener('change', draw);
  draws(['over'], () => { find('compare-case').dataset.wanted = state.race.report.case; });
  draws(['history', 'language', 'theme'], draw);
}

function draw() {
  const done = (state.history ?? []).filter((race) => race.state === 'DONE');
  if (done.length === 0) {
    find('compare-chart').parentElement.hidden = true;
    text(find('compare-text'), t('compare.none'));
    return;
  }
  const select = find('compare-case');
  const cases = [...new Map(done.map((race) => [race.case, nameOf(race)]))].sort(([, a], [, b]) => a.localeCompare(b));
  options(select, cases, cases.some(([name]) => name === select.dataset.wanted) ? select.dataset.wanted : select.value || done[0].case);
  delete select.dataset.wanted;
  options(find('compare-measure'), MEASURES.map((name) => [name, t(`compare.${name}`)]));
  const measure = find('compare-measure').value;
  const like = alike(done.filter((race) => race.case === select.value));
  const newest = ORDER.map((strategy) => like.find((race) => race.strategy === strategy)).filter(Boolean);
  const digits = measure === 'p99Millis' ? 1 : 0;
  const values = newest.map((race) => race[measure]);
  const parts = newest.map((race, i) => `${race.strategy} ${number(values[i], digits)}`).join(t('list.comma'));
  const words = t('compare.text', { measure: t(`compare.${measure}`), parts, settings: settingsOf(like[0]) });
  const bad = measure === 'violations';
  chart('compare-chart', {
    type: 'bar',
    data: {
      labels: newest.map((race, i) => [race.strategy, number(values[i], digits)]),
      datasets: [{ label: t(`compare.${measure}`), data: values, backgroundColor: colour(bad ? 'bad' : 'accent'), maxBarThickness: 64 }],
    },
    options: barOptions(t(`compare.${measure}`)),
  }, words);
  text(find('compare-text'), words);
}

/** Returns the races that had the settings of the first. */
function alike([first, ...others]) {
  const same = (race) => [...NUMBERS, 'fault'].every((name) => (race[name] ?? null) === (first[name] ?? null));
  return [first, ...others.filter(same)];
}
