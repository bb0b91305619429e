import { chart, lineOptions } from './charts.js';
import { find, text } from './dom.js';
import { number, t, time } from './i18n.js';
import { load } from './load.js';
import { draws, state } from './state.js';
import { colour, faded } from './theme.js';

/** The whole race at a glance: how many calls waited, held and worked, over time. */

const PARTS = 100;
const ONCE_MILLIS = 1_000;
const DASHES = { waiting: [6, 3], holding: [], inside: [2, 2], stopped: [8, 2, 2, 2], stale: [1, 3] };

let drawnAt = 0;
let pending = 0;

export function startOverview() {
  draws(['shown'], () => { drawnAt = performance.now(); });
  draws(['race'], () => (state.race?.isLive() ? soon() : undefined));
  draws(['recorded', 'over', 'language', 'theme', 'shown'], draw);
}

function soon() {
  if (pending === 0) {
    const wait = Math.max(0, drawnAt + ONCE_MILLIS - performance.now());
    pending = setTimeout(() => { pending = 0; if (state.race?.isLive()) { draw(); } }, wait);
  }
}

function draw() {
  const { race } = state;
  drawnAt = performance.now();
  const seen = race && race.traces.size + race.open.size > 0;
  find('overview').hidden = !seen;
  if (!seen) {
    return;
  }
  const { width, series, refused } = load(race, PARTS);
  const point = (value, i) => ({ x: ((i + 0.5) * width) / 1000, y: value });
  const datasets = Object.entries(series).filter(([, sums]) => sums.some((sum) => sum > 0)).map(([name, sums], i) => ({
    label: t(`state.${name}`), data: Array.from(sums, point), fill: i === 0 ? 'origin' : '-1', stack: 'all', borderDash: DASHES[name],
    borderColor: colour(name), backgroundColor: faded(name, 0.35), borderWidth: 1.5, pointRadius: 0,
  }));
  if (refused.some((count) => count > 0)) {
    datasets.push({
      label: t('overview.refusedSeries', { width: time(width) }), data: Array.from(refused, point), stack: 'refused', fill: false, stepped: 'middle',
      borderColor: colour('refused'), backgroundColor: colour('refused'), borderWidth: 1.5, pointRadius: 0,
    });
  }
  const words = peaks(series, refused);
  text(find('overview-text'), words);
  chart('overview-chart', { type: 'line', data: { datasets }, options: lineOptions(race.micros / 1000) }, `${t('overview.title')}. ${words}`);
}

function peaks(series, refused) {
  const parts = Object.entries(series).map(([name, sums]) => [t(`state.${name}`), Math.max(...sums)]);
  // A part of the time is an average over its calls, of which there are whole ones.
  const most = parts.filter(([, peak]) => peak >= 0.5).map(([name, peak]) => `${number(Math.round(peak))} ${name}`);
  const total = refused.reduce((sum, count) => sum + count, 0);
  if (most.length === 0) {
    return t('overview.none');
  }
  return [t('overview.text', { parts: most.join(t('list.comma')) }), total > 0 ? t('overview.refused', { n: total }) : ''].join(' ').trim();
}
