import { Axis, drawAxis } from './axis.js';
import { el, find, text } from './dom.js';
import { currentLanguage, t, time } from './i18n.js';
import { Pager } from './pager.js';
import { Row } from './row.js';
import { changed, draws, state } from './state.js';

/** Who held the lock when: one row per call, of which 50 are in the page at a time, however many there are. */

const ROWS = 50;
const LEGEND = ['waiting', 'holding', 'inside', 'stopped', 'stale'];
const ENDS = { refused: '✕', failed: '!' };

const rows = [];
const opened = new Set();
let pager;
let axisWidth = 600;
let inSight = true;
let drawnAt = 0;
let pending = 0;

export function startTimeline() {
  pager = new Pager(find('pager'), () => { find('follow').checked = false; draw(); });
  ['follow', 'whole'].forEach((id) => find(id).addEventListener('change', draw));
  find('only-broken').addEventListener('change', () => { pager.page = 0; draw(); });
  draws(['shown'], shown);
  draws(['recorded'], recorded);
  draws(['race'], paced);
  draws(['language', 'width'], draw);
  draws(['language'], drawLegend);
  new IntersectionObserver(([entry]) => { inSight = entry.isIntersecting; }).observe(find('timeline'));
  new ResizeObserver(([entry]) => resized(entry.contentRect.width)).observe(find('axis'));
}

/** While a race runs, draws a few times a second, and less often where nobody looks. */
function paced() {
  if (!state.race?.isLive()) {
    draw();
  } else if (pending === 0) {
    const wait = drawnAt + (inSight ? 250 : 1_000) - performance.now();
    pending = setTimeout(draw, Math.max(0, wait));
  }
}

/** Asking for the width while drawing would make the browser lay out the page twice. */
function resized(width) {
  if (width > 0 && width !== axisWidth) {
    axisWidth = width;
    changed('width');
  }
}

function shown() {
  opened.clear();
  pager.page = 0;
  find('follow').checked = true;
  find('only-broken').checked = false;
}

/** Turns to what went wrong once it is known, unless the visitor has leafed elsewhere. */
function recorded() {
  const { race } = state;
  if (find('follow').checked && race.broken.size > 0) {
    const first = race.story?.calls.map((call) => call.call).find((call) => race.trace(call)) ?? Math.min(...race.broken);
    pager.page = Math.floor(race.calls(false).indexOf(first) / ROWS);
  } else if (find('follow').checked) {
    pager.page = 0;
  }
  draw();
}

function draw() {
  clearTimeout(pending);
  pending = 0;
  drawnAt = performance.now();
  const { race } = state;
  const onlyBroken = find('only-broken').checked;
  const calls = race?.calls(onlyBroken) ?? [];
  const some = calls.length > 0;
  find('timeline-full').hidden = !race || (!some && !onlyBroken);
  find('timeline-empty').hidden = some;
  text(find('timeline-empty'), t(!race ? 'timeline.empty' : onlyBroken ? 'timeline.noBroken' : emptyText(race)));
  find('timeline').hidden = !some;
  find('window').hidden = !some;
  find('follow').disabled = !race?.isLive();
  find('only-broken').disabled = !race?.isOver();
  if (some) {
    drawPage(race, calls);
  }
}

function emptyText(race) {
  return race.isLive() ? 'timeline.first' : race.timelineState === 'loading' ? 'history.loading' : 'timeline.unseen';
}

function drawPage(race, calls) {
  const pages = Math.ceil(calls.length / ROWS);
  pager.draw(pages, race.isLive() && find('follow').checked ? pages - 1 : pager.page);
  const traces = calls.slice(pager.page * ROWS, (pager.page + 1) * ROWS).map((call) => race.trace(call));
  const axis = axisOf(race, traces);
  const marks = race.marks.filter((mark) => axis.shows(mark.micros));
  const ticks = drawAxis(find('axis'), axisWidth, axis, marks, (mark) => t(`mark.${mark.kind}`));
  const table = find('timeline');
  const every = ticks.length > 1 ? axis.at(ticks[1]) - axis.at(ticks[0]) : 100;
  table.style.setProperty('--tick-every', `${every}%`);
  // In CSS, 100 % is where the right edges meet, not where the left edge is at the right.
  table.style.setProperty('--tick-at', `${every < 100 && ticks.length > 0 ? (100 * axis.at(ticks[0])) / (100 - every) : 0}%`);
  text(find('window'), t('timeline.window', { n: traces.length, from: time(axis.first), to: time(axis.last) }));
  const many = race.figures.total > race.traces.size && race.isOver();
  find('timeline-note').hidden = !many;
  text(find('timeline-note'), many ? t('timeline.note', { n: race.traces.size, total: race.figures.total }) : '');
  fill(race, traces, axis, marks);
}

function axisOf(race, traces) {
  let first = 0;
  let last = Math.max(1, race.micros);
  if (!find('whole').checked) {
    const spans = traces.flatMap((trace) => trace.spans);
    first = spans.reduce((least, span) => Math.min(least, span.from), Infinity);
    last = spans.reduce((most, span) => Math.max(most, span.to ?? race.micros), 0);
    first = Number.isFinite(first) ? first : 0;
    last = Math.max(last, first + 1);
  }
  const axis = new Axis(first, last);
  return Object.assign(axis, { first, last });
}

function fill(race, traces, axis, marks) {
  const body = find('timeline').tBodies[0];
  const common = { axis, marks, now: race.micros, language: currentLanguage() };
  traces.forEach((trace, i) => {
    rows[i] ??= new Row((call) => opened.has(call), toggle);
    const startsGroup = i > 0 && traces[i - 1].subject !== trace.subject;
    rows[i].show(trace, { ...common, broken: race.broken.has(trace.call), startsGroup });
    if (!rows[i].element.isConnected) {
      body.append(rows[i].element);
    }
  });
  rows.slice(traces.length).forEach((row) => row.element.remove());
}

function toggle(call) {
  if (!opened.delete(call)) {
    opened.add(call);
  }
  draw();
}

function drawLegend() {
  find('legend').replaceChildren(
    ...LEGEND.map((name) => el('li', {}, el('i', { class: `span ${name}` }), t(`state.${name}`))),
    ...Object.entries(ENDS).map(([name, sign]) => el('li', {}, el('b', { class: `stop ${name}` }, sign), t(`end.${name}`))),
    el('li', {}, el('i', { class: 'swatch-broken' }), t('end.broken')));
}
