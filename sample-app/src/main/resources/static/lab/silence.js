import { Silence } from './api.js';
import { content, find } from './dom.js';
import { t } from './i18n.js';
import { quoting } from './quote.js';
import { draws, state } from './state.js';

/** The line at the top of the page that says why nothing new comes. */

export function startSilence() {
  draws(['problems', 'language'], draw);
}

function draw() {
  const problems = Object.values(state.problems).filter(Boolean);
  find('silent').hidden = problems.length === 0;
  content(find('silent'), ...linesOf(problems));
}

function linesOf(problems) {
  if (problems.length === 0) {
    return [''];
  }
  return problems.some((problem) => problem instanceof Silence) ? [t('page.silent')] : quoting('page.problem', problems[0].message);
}
