import { el, text } from './dom.js';
import { t, time } from './i18n.js';
import { end, spent, what, who } from './words.js';

/** One row of the timeline. It is kept and filled with other calls as the visitor leafs, so that the keyboard's focus stays where it is. */

const SIGNS = { done: '✓', refused: '✕', failed: '!', rejected: '⊘', 'stale-committed': '✗' };

export class Row {
  #trace = null;
  #drawn = '';

  constructor(isOpen, toggle) {
    this.isOpen = isOpen;
    this.button = el('button', { type: 'button', class: 'open-call', 'aria-expanded': 'false', click: () => toggle(this.#trace.call) });
    this.warning = el('span', { class: 'sr' });
    this.what = el('td', { role: 'cell', class: 'c-what' });
    this.by = el('td', { role: 'cell', class: 'c-by' });
    this.words = el('span', { class: 'sr' });
    this.track = el('div', { class: 'track', 'aria-hidden': 'true' });
    this.details = el('div', { class: 'details' });
    this.sign = el('span', { class: 'sign', 'aria-hidden': 'true' });
    this.end = el('span');
    this.element = el('tr', { role: 'row' },
      el('th', { role: 'rowheader', scope: 'row', class: 'c-call' }, this.button, this.warning),
      this.what, this.by,
      el('td', { role: 'cell', class: 'c-bar' }, this.words, this.track, this.details),
      el('td', { role: 'cell', class: 'c-end' }, this.sign, this.end));
  }

  show(trace, { axis, now, marks, broken, startsGroup, language }) {
    const open = this.isOpen(trace.call);
    const ended = trace.end !== undefined;
    const key = `${trace.call} ${axis.from} ${axis.to} ${ended || now} ${marks.length} ${broken} ${open} ${startsGroup} ${language}`;
    this.#trace = trace;
    if (key === this.#drawn) {
      return;
    }
    this.#drawn = key;
    this.element.dataset.call = trace.call;
    this.element.dataset.by = trace.by ?? 1;
    this.element.dataset.end = trace.end ?? 'open';
    this.element.className = `${broken ? 'broken' : ''} ${startsGroup ? 'group' : ''}`;
    text(this.button, String(trace.call));
    this.button.setAttribute('aria-label', t('timeline.details', { call: String(trace.call) }));
    this.button.setAttribute('aria-expanded', String(open));
    text(this.warning, broken ? t('timeline.brokeRule') : '');
    text(this.what, what(trace));
    text(this.by, who(trace));
    const words = [...spent(trace, now), end(trace)].join(', ');
    text(this.words, words);
    this.track.title = words;
    this.#bar(trace, axis, now, marks);
    text(this.sign, SIGNS[trace.end] ?? '…');
    text(this.end, end(trace));
    this.details.replaceChildren(...(open ? details(trace, now) : []));
  }

  #bar(trace, axis, now, marks) {
    const parts = trace.spans.map((span) => {
      const box = el('i', { class: `span ${span.state}` });
      const left = axis.at(span.from);
      box.style.left = `${left}%`;
      box.style.width = `${Math.max(0, axis.at(span.to ?? now) - left)}%`;
      return box;
    });
    for (const mark of marks) {
      const line = el('i', { class: `line ${mark.kind}` });
      line.style.left = `${axis.at(mark.micros)}%`;
      parts.push(line);
    }
    const last = trace.spans[trace.spans.length - 1];
    if (last && trace.end && trace.end !== 'done') {
      const sign = el('b', { class: `stop ${trace.end}` }, SIGNS[trace.end] ?? '?');
      sign.style.left = `${axis.at(last.to ?? now)}%`;
      parts.push(sign);
    }
    this.track.replaceChildren(...parts);
  }
}

function details(trace, now) {
  const spans = trace.spans.map((span) => el('li', {},
    `${time(span.from)} – ${time(span.to ?? now)}: ${t(`state.${span.state}`)} (${time((span.to ?? now) - span.from)})`));
  return [
    el('ul', {}, ...spans),
    trace.reason ? el('p', { lang: 'en' }, trace.reason) : null,
    trace.token ? el('p', {}, t('timeline.token', { token: String(trace.token) })) : null,
  ].filter(Boolean);
}
