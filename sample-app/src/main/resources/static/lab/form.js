import { enable, el, find, isEnabled, options, text } from './dom.js';
import { has, t } from './i18n.js';
import { caseNamed, instancesUp, knownCases, most, NUMBERS, usual, usualUsers } from './settings.js';
import { begin } from './start.js';
import { changed, draws, runningRace, state } from './state.js';

/** The form that says what to race. */

let usersFollow = true;

export function startForm() {
  find('numbers').replaceChildren(...NUMBERS.map(field));
  find('case').addEventListener('change', () => { usualNumbers(); changed('form'); });
  find('strategy').addEventListener('change', () => changed('form'));
  find('requests').addEventListener('input', followRequests);
  find('users').addEventListener('input', () => { usersFollow = false; });
  find('form').addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  draws(['cases', 'instances', 'form', 'language'], drawForm);
  draws(['history', 'race', 'starting', 'form', 'language'], drawStart);
}

export function chosenCase() {
  return find('case').value;
}

/** Takes over the settings of another race, where they are still possible. */
export function fillIn(report, strategy) {
  find('case').value = report.case;
  drawForm();
  find('strategy').value = strategy;
  NUMBERS.forEach((name) => { find(name).value = report[name] ?? find(name).value; });
  usersFollow = report.users === undefined;
  changed('form');
}

function field(name) {
  const input = el('input', {
    id: name, name, type: 'number', inputmode: 'numeric', min: 1, step: 1, required: true, autocomplete: 'off',
    'aria-describedby': `${name}-hint ${name}-wrong`,
    // A message that appears under the pointer would move the button away from it; the button checks by itself.
    blur: (event) => { if (event.relatedTarget !== find('start')) { checkField(name); } },
    input: () => { if (input.getAttribute('aria-invalid') === 'true') { checkField(name); } },
  });
  return el('div', { class: 'field' },
    el('label', { for: name, 'data-t': `form.${name}` }),
    input,
    el('p', { class: 'wrong', id: `${name}-wrong` }),
    el('p', { class: 'hint', id: `${name}-hint` }, el('span', { id: `${name}-limits` }), ' ', name === 'instances' ? second() : null));
}

function usualNumbers() {
  const entry = caseNamed(chosenCase());
  if (entry) {
    Object.entries(usual(entry)).forEach(([name, value]) => { find(name).value = value; });
    usersFollow = true;
    NUMBERS.forEach((name) => mark(name, ''));
  }
}

function followRequests() {
  const entry = caseNamed(chosenCase());
  const requests = find('requests').valueAsNumber;
  if (entry && usersFollow && requests >= 1) {
    find('users').value = usualUsers(entry, requests);
  }
  changed('form');
}

function drawForm() {
  const entries = knownCases();
  if (entries.length === 0) {
    return;
  }
  const first = find('case').options.length === 0;
  options(find('case'), entries.map((entry) => [entry.case, has(`case.${entry.case}`) ? t(`case.${entry.case}`) : entry.case]));
  const entry = caseNamed(chosenCase());
  options(find('strategy'), entry.strategies.map((name) => [name, has(`strategy.${name}`) ? `${t(`strategy.${name}`)} (${name})` : name]));
  if (first) {
    usualNumbers();
  }
  text(find('case-hint'), has(`about.${entry.case}`) ? t(`about.${entry.case}`) : '');
  text(find('strategy-hint'), has(`means.${find('strategy').value}`) ? t(`means.${find('strategy').value}`) : '');
  NUMBERS.forEach((name) => drawHint(name, entry));
}

function drawHint(name, entry) {
  const to = limit(name, entry);
  find(name).max = to;
  text(find(`${name}-limits`), t(`hint.${name}`, { from: 1, to, n: name === 'users' ? entry.callsPerUser : to }));
  if (name === 'instances') {
    find('how-second').hidden = to > 1;
  }
  if (find(name).getAttribute('aria-invalid') === 'true') {
    checkField(name);
  }
}

function second() {
  return el('a', { id: 'how-second', href: '#second', 'data-t': 'hint.second', click: () => { find('more').open = true; } });
}

function limit(name, entry) {
  return most(name, entry, find('requests').valueAsNumber);
}

/** Tells what is wrong with a number, next to it; returns whether it is right. */
function checkField(name) {
  const entry = caseNamed(chosenCase());
  const value = find(name).valueAsNumber;
  const to = limit(name, entry);
  let wrong = '';
  if (!Number.isInteger(value) || value < 1 || value > to) {
    wrong = name === 'instances' && value > to ? t('wrong.instances', { n: instancesUp() }) : t('wrong.whole', { from: 1, to });
  } else if (name === 'instances' && value > find('threads').valueAsNumber) {
    wrong = t('wrong.fewThreads', { n: find('threads').valueAsNumber });
  }
  mark(name, wrong);
  return wrong === '';
}

function mark(name, wrong) {
  find(name).setAttribute('aria-invalid', String(wrong !== ''));
  text(find(`${name}-wrong`), wrong);
}

function submit() {
  if (!isEnabled(find('start'))) {
    return;
  }
  const wrong = NUMBERS.filter((name) => !checkField(name));
  if (wrong.length > 0) {
    find(wrong[0]).focus();
    return;
  }
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, find(name).valueAsNumber]));
  begin({ name: chosenCase(), strategy: find('strategy').value, ...numbers });
}

function drawStart() {
  const start = find('start');
  enable(start, !runningRace() && !state.starting && state.cases !== null);
  text(start, t(state.starting ? 'form.starting' : 'form.start'));
}
