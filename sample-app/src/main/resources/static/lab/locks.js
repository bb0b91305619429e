import * as api from './api.js';
import { el, find, text } from './dom.js';
import { number, t, time } from './i18n.js';
import { changed, draws } from './state.js';

/** What is held and waited for right now, asked each second while somebody looks. */

const ROWS = 25;
const AWAY = 5;
const EVERY_MILLIS = 1_000;

let locks = null;
let away = [];
let problem = null;
let timer = 0;

export function startLocks() {
  find('locks').addEventListener('toggle', look);
  document.addEventListener('visibilitychange', look);
  draws(['locks', 'language'], draw);
}

async function look() {
  clearTimeout(timer);
  if (!find('locks').open || document.hidden) {
    return;
  }
  try {
    const seen = await api.locks();
    away = await heldAway(seen);
    locks = seen;
    problem = null;
  } catch (caught) {
    problem = caught;
  }
  changed('locks');
  clearTimeout(timer);
  timer = setTimeout(look, EVERY_MILLIS);
}

/** Asks Redis who holds what is waited for here, where nobody here does. */
async function heldAway({ held, waiting }) {
  const here = new Set(held.map((lock) => lock.name));
  const names = [...new Set(waiting.map((lock) => lock.name))].filter((name) => !here.has(name)).slice(0, AWAY);
  const found = await Promise.all(names.map(api.lock));
  return found.filter((lock) => lock.taken);
}

function draw() {
  const held = problem ? [] : locks?.held ?? [];
  const waiting = problem ? [] : locks?.waiting ?? [];
  text(find('locks-state'), stateOf(held, waiting));
  find('locks-tables').replaceChildren(
    ...table('locks.held', held, [
      ['locks.name', (lock) => lock.name, 'words'], ['locks.declared', (lock) => lock.lock, 'words'], ['locks.owner', (lock) => lock.owner, 'words'],
      ['locks.token', (lock) => String(lock.fencingToken ?? '')], ['locks.heldFor', (lock) => millis(lock.heldForMillis)],
      ['locks.remaining', (lock) => millis(lock.remainingMillis)], ['locks.state', (lock) => lock.state, 'words'],
    ]),
    ...table('locks.away', problem ? [] : away, [
      ['locks.name', (lock) => lock.name, 'words'], ['locks.owner', (lock) => lock.holders.join(', '), 'words'],
      ['locks.token', (lock) => String(lock.fencingToken ?? '')], ['locks.remaining', (lock) => millis(lock.remainingMillis)],
    ]),
    ...table('locks.waiting', waiting, [
      ['locks.name', (lock) => lock.name, 'words'], ['locks.declared', (lock) => lock.lock, 'words'], ['locks.waited', (lock) => millis(lock.waitedMillis)],
    ]));
}

function stateOf(held, waiting) {
  if (problem) {
    return t(problem instanceof api.Problem ? 'locks.missing' : 'locks.silent');
  }
  if (locks === null) {
    return t('history.loading');
  }
  return held.length + waiting.length === 0 ? t('locks.none') : t('locks.some', { held: held.length, waiting: waiting.length });
}

function table(caption, entries, columns) {
  if (entries.length === 0) {
    return [];
  }
  const rows = entries.slice(0, ROWS).map((entry) => el('tr', { role: 'row' }, ...columns.map(([key, value, kind]) =>
    el('td', { role: 'cell', class: kind ?? 'number', 'data-name': t(key) }, value(entry) ?? ''))));
  const heads = columns.map(([key, , kind]) => el('th', { scope: 'col', role: 'columnheader', class: kind ?? 'number' }, t(key)));
  return [
    el('table', { class: 'plain stacking wide-rows', role: 'table' },
      el('caption', {}, `${t(caption)}: ${number(entries.length)}`),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)),
      el('tbody', { role: 'rowgroup' }, ...rows)),
    entries.length > ROWS ? el('p', { class: 'hint' }, t('locks.more', { n: entries.length - ROWS })) : '',
  ];
}

const millis = (value) => (value === undefined || value === null ? '' : time(value * 1000));
