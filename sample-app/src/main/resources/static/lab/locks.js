import * as api from './api.js';
import { content, find } from './dom.js';
import { t, time } from './i18n.js';
import { KeptTable } from './kept-table.js';
import { quoting } from './quote.js';
import { changed, draws } from './state.js';

/** What is held and waited for right now, asked each second while somebody looks. */

const AWAY = 5;
const EVERY_MILLIS = 1_000;

const NAME = ['locks.name', (lock) => lock.name, 'words'];
const DECLARED = ['locks.declared', (lock) => lock.lock, 'words'];
const TOKEN = ['locks.token', (lock) => String(lock.fencingToken ?? '')];
const REMAINING = ['locks.remaining', (lock) => millis(lock.remainingMillis)];

const held = new KeptTable('locks.held', [
  NAME, DECLARED, ['locks.owner', (lock) => lock.owner, 'words'], TOKEN,
  ['locks.heldFor', (lock) => millis(lock.heldForMillis)], REMAINING, ['locks.state', (lock) => lock.state, 'words'],
], (lock) => `${lock.name} ${lock.owner}`);
const elsewhere = new KeptTable('locks.away', [
  NAME, ['locks.owner', (lock) => lock.holders.join(', '), 'words'], TOKEN, REMAINING,
], (lock) => lock.name);
const waiting = new KeptTable('locks.waiting', [NAME, DECLARED, ['locks.waited', (lock) => millis(lock.waitedMillis)]],
  (lock) => `${lock.name} ${lock.lock}`);

let locks = null;
let away = [];
let unread = false;
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
    locks = await api.locks();
    problem = null;
    // What is known here is shown at once: Redis may be slow to say the rest, or down.
    changed('locks');
    await lookAway();
  } catch (caught) {
    problem = caught;
  }
  changed('locks');
  clearTimeout(timer);
  timer = setTimeout(look, EVERY_MILLIS);
}

/** Asks Redis who holds what is waited for here, where nobody here does. */
async function lookAway() {
  const found = await Promise.allSettled(namesAway().slice(0, AWAY).map(api.lock));
  away = found.filter((answer) => answer.value?.taken).map((answer) => answer.value);
  unread = found.some((answer) => answer.status === 'rejected');
}

function namesAway() {
  const here = new Set(locks.held.map((lock) => lock.name));
  return [...new Set(locks.waiting.map((lock) => lock.name))].filter((name) => !here.has(name));
}

function draw() {
  const seen = problem ? null : locks;
  content(find('locks-state'), ...stateOf(seen));
  const names = seen ? namesAway() : [];
  const parts = [[held, seen?.held ?? []], [elsewhere, away.filter((lock) => names.includes(lock.name))], [waiting, seen?.waiting ?? []]];
  const box = find('locks-tables');
  for (const [table, entries] of parts) {
    if (entries.length === 0) {
      table.element.remove();
    } else {
      table.show(entries);
    }
  }
  const shown = parts.filter(([, entries]) => entries.length > 0).map(([table]) => table.element);
  shown.forEach((element, i) => {
    if (box.children[i] !== element) {
      box.insertBefore(element, box.children[i] ?? null);
    }
  });
}

function stateOf(seen) {
  if (problem instanceof api.Problem) {
    return problem.status === 404 ? [t('locks.missing')] : quoting('locks.refused', problem.message);
  }
  if (!seen) {
    return [t(problem ? 'locks.silent' : 'history.loading')];
  }
  if (seen.held.length + seen.waiting.length === 0) {
    return [t('locks.none')];
  }
  return [t('locks.some', { held: seen.held.length, waiting: seen.waiting.length }), unread && namesAway().length > 0 ? ` ${t('locks.unread')}` : ''];
}

const millis = (value) => (value === undefined || value === null ? '' : time(value * 1000));
