import { el, find } from './dom.js';
import { currentLanguage, t } from './i18n.js';
import { colour } from './theme.js';

/** Charts in the page's colours and language, by Chart.js. */

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const charts = new Map();
const due = new Map();
// Safari has no idle time to tell of.
const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 50));

/** Draws a chart, or changes the one that is there, once the page has nothing better to do; says in words what it shows. */
export function chart(id, config, words) {
  find(id).setAttribute('aria-label', words);
  find(id).parentElement.hidden = !globalThis.Chart;
  if (globalThis.Chart) {
    const waits = due.has(id);
    due.set(id, config);
    if (!waits) {
      whenIdle(() => draw(id), { timeout: 1_000 });
    }
  }
}

/** Draws one that nobody sees while there is time: the first one costs what the others do not, and would come at the end of a race. */
export function warmUp() {
  const nobodySees = (type, options) => whenIdle(() => {
    if (globalThis.Chart) {
      globalThis.Chart.defaults.font.family = FONT;
      const canvas = el('canvas', { width: 300, height: 150 });
      new globalThis.Chart(canvas, { type, data: { labels: ['0'], datasets: [{ data: [1] }] }, options: { ...options(), responsive: false } }).destroy();
    }
  });
  nobodySees('bar', () => barOptions(''));
  nobodySees('line', common);
}

function draw(id) {
  const canvas = find(id);
  const { type, data, options } = due.get(id);
  due.delete(id);
  const before = charts.get(id);
  if (before) {
    before.data = data;
    before.options = options;
    before.update('none');
  } else {
    globalThis.Chart.defaults.font.family = FONT;
    charts.set(id, new globalThis.Chart(canvas, { type, data, options }));
  }
}

export function lineOptions(millis) {
  const options = common();
  options.parsing = false;
  options.interaction = { mode: 'index', intersect: false };
  options.scales.x = { ...options.scales.x, type: 'linear', min: 0, max: millis > 50 ? Math.ceil(millis) : millis };
  options.scales.x.title = { display: true, text: t('overview.axis'), color: colour('quiet') };
  options.scales.y.stacked = true;
  options.scales.y.title = { display: true, text: t('overview.calls'), color: colour('quiet') };
  options.plugins.tooltip = { ...options.plugins.tooltip, callbacks: { title: ([item]) => `${item.label} ms` } };
  return options;
}

export function barOptions(measure) {
  const options = common();
  options.plugins.legend.display = false;
  options.scales.x.grid.display = false;
  options.scales.y.title = { display: true, text: measure, color: colour('quiet') };
  return options;
}

function common() {
  const ink = colour('ink');
  const scale = () => ({ ticks: { color: colour('quiet'), maxRotation: 0 }, grid: { color: colour('line') }, border: { color: colour('line') }, beginAtZero: true });
  return {
    animation: false,
    maintainAspectRatio: false,
    locale: currentLanguage() === 'zh' ? 'zh-CN' : 'en',
    scales: { x: scale(), y: { ...scale(), ticks: { ...scale().ticks, precision: 0 } } },
    plugins: {
      legend: { position: 'top', align: 'start', labels: { color: ink, boxWidth: 14, boxHeight: 10 } },
      tooltip: { backgroundColor: colour('card'), titleColor: ink, bodyColor: ink, borderColor: colour('line'), borderWidth: 1 },
    },
  };
}
