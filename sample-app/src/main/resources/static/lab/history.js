import { el, find, keepingFocus, text } from './dom.js';
import { has, number, t } from './i18n.js';
import { goToRun } from './start.js';
import { draws, isSame, state } from './state.js';
import { show } from './watch.js';
import { faultOf, nameOf } from './words.js';

/** The races that were run since the sample started, newest first. */

const FIRST_ROWS = 10;
const COLUMNS = [
  ['history.id', (race) => String(race.id)],
  ['form.case', nameOf, 'words'],
  ['history.strategy', (race) => [race.strategy, faultOf(race)].filter(Boolean).join(' · '), 'words'],
  ['history.violations', violations],
  ['form.requests', (race) => number(race.requests)],
  ['form.users', (race) => (race.users === undefined ? '' : number(race.users))],
  ['form.threads', (race) => number(race.threads)],
  ['form.instances', (race) => number(race.instances)],
  ['count.done', (race) => figure(race.done)],
  ['count.refused', (race) => figure(race.refused)],
  ['history.p99', (race) => figure(race.p99Millis, 1)],
  ['history.perSecond', (race) => figure(race.perSecond)],
];

let all = false;

export function startHistory() {
  find('history-all').addEventListener('click', () => {
    all = true;
    draw();
    // The button is gone; the keyboard goes on where it has brought more.
    find('history-rows').rows[FIRST_ROWS]?.querySelector('button').focus();
  });
  draws(['history', 'problems', 'language', 'shown'], draw);
}

function draw() {
  const races = state.history;
  const some = races !== null && races.length > 0;
  find('history-empty').hidden = some;
  find('history-full').hidden = !some;
  text(find('history-empty'), t(races !== null ? 'history.empty' : state.problems.history ? 'history.unread' : 'history.loading'));
  if (!some) {
    return;
  }
  find('history-head').replaceChildren(
    ...COLUMNS.map(([key, , kind]) => el('th', { scope: 'col', role: 'columnheader', class: kind ?? 'number' }, t(key))),
    el('th', { scope: 'col', role: 'columnheader', class: 'words' }, t('history.shown')));
  const shown = all ? races : races.slice(0, FIRST_ROWS);
  keepingFocus(find('history-rows'), () => find('history-rows').replaceChildren(...shown.map(row)));
  find('history-all').hidden = shown.length === races.length;
  text(find('history-all'), t('history.all', { n: races.length }));
}

function row(race) {
  const button = el('button', {
    type: 'button', id: `show-${race.id}`, 'aria-label': t('history.showOne', { id: race.id }),
    click: () => { show(race); goToRun(); },
  }, t('history.show'));
  const inView = state.race !== null && isSame(state.race.report, race);
  return el('tr', { role: 'row', 'data-race': race.id, class: inView ? 'current' : '', 'aria-current': inView ? 'true' : null },
    ...COLUMNS.map(([key, value, kind], i) => el(i === 0 ? 'th' : 'td', {
      scope: i === 0 ? 'row' : null,
      role: i === 0 ? 'rowheader' : 'cell',
      'data-name': i === 0 ? null : t(key),
      class: `${kind ?? 'number'} ${value === violations && race.violations > 0 ? 'bad' : ''}`,
    }, value(race))),
    el('td', { role: 'cell', class: 'last' }, button));
}

function violations(race) {
  const state = race.state.toLowerCase();
  return race.violations === undefined ? (has(`history.${state}`) ? t(`history.${state}`) : state) : number(race.violations);
}

function figure(value, digits = 0) {
  return value === undefined ? '' : number(value, digits, true);
}
