import { el, find, text } from './dom.js';
import { has, t, time } from './i18n.js';
import { draws, state } from './state.js';
import { what, who } from './words.js';

/** How one order was broken, or one stale holder rejected, step by step. */

const BAD = ['lost', 'stale-committed'];
const GOOD = ['rejected'];

export function startStory() {
  draws(['recorded', 'shown', 'language'], draw);
}

function draw() {
  const { race } = state;
  const story = race?.story;
  find('story').hidden = !story;
  if (!story) {
    return;
  }
  const { report } = race;
  const violated = report.violations > 0;
  text(find('story-title'), t(violated ? 'story.title' : 'story.titleRejected'));
  text(find('story-why'), why(report, violated));
  find('story').classList.toggle('bad', violated);
  // A letter and a colour for each call, so that one sees at a glance whose turn it was.
  const letters = new Map(story.calls.map((call, i) => [call.call, i]));
  find('story-cast').replaceChildren(...story.calls.map((call, i) => el('li', {}, badge(i),
    t('story.cast', { call: String(call.call), what: what(call), by: who(call) }))));
  const start = story.steps[0]?.micros ?? 0;
  find('story-steps').replaceChildren(...story.steps.map((step) => line(step, letters.get(step.call) ?? 0, start)));
}

function why(report, violated) {
  const key = `${violated ? 'broken' : 'right'}.${report.case}`;
  return has(key) ? t(key) : '';
}

function line(step, index, start) {
  const kind = BAD.includes(step.kind) ? 'bad' : GOOD.includes(step.kind) ? 'good' : '';
  return el('li', { class: `step ${kind}`, 'data-kind': step.kind, 'data-actor': index % 4 },
    el('span', { class: 'when' }, `+${time(step.micros - start)}`),
    el('div', { class: 'did' },
      el('p', {}, badge(index), words(step)),
      code(step)));
}

function badge(index) {
  return el('b', { class: 'actor', 'data-actor': index % 4 }, String.fromCharCode(65 + (index % 26)));
}

function words({ kind, text: detail }) {
  if (kind === 'locked') {
    return detail ? t('step.locked', { text: detail }) : t('step.lockedPlain');
  }
  return has(`step.${kind}`) ? t(`step.${kind}`) : kind;
}

function code({ kind, text: detail }) {
  if (!detail || kind === 'locked') {
    return null;
  }
  return ['read', 'write'].includes(kind) ? el('code', { lang: 'en' }, detail) : el('p', { class: 'hint', lang: 'en' }, detail);
}
