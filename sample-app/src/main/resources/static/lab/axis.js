import { el } from './dom.js';
import { number } from './i18n.js';

/** The time axis of the timeline: which part of the race it shows, and where its ticks are. */
export class Axis {
  constructor(from, to) {
    const edge = Math.max(10, (to - from) * 0.01);
    this.from = Math.max(0, from - edge);
    this.to = to + edge;
  }

  /** Returns where a time is, in percent from the left. */
  at(micros) {
    return (100 * (micros - this.from)) / (this.to - this.from);
  }

  shows(micros) {
    return micros >= this.from && micros <= this.to;
  }

  /** Returns about so many round times. */
  ticks(about) {
    const raw = (this.to - this.from) / about;
    const power = 10 ** Math.floor(Math.log10(raw));
    this.step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
    const first = Math.ceil(this.from / this.step);
    return Array.from({ length: Math.floor(this.to / this.step) - first + 1 }, (unused, i) => (first + i) * this.step);
  }

  /** Writes a tick as precisely as its neighbours are apart. */
  label(micros) {
    const digits = Math.max(0, Math.ceil(-Math.log10(this.step / 1000)));
    return number(micros / 1000, digits);
  }
}

/** Draws ticks, and the labels of marks in rows of their own where they would overlap. */
export function drawAxis(box, width, axis, marks, label) {
  const ticks = axis.ticks(Math.max(2, Math.min(8, width / 90)));
  const elements = ticks.map((micros, i) => {
    const tick = el('span', { class: 'tick' }, axis.label(micros) + (i === ticks.length - 1 ? ' ms' : ''));
    tick.style.left = `${axis.at(micros)}%`;
    return tick;
  });
  const ends = [];
  for (const mark of marks) {
    const words = label(mark);
    const left = axis.at(mark.micros);
    // Latin letters take about 7 pixels of this size, Chinese ones 13.
    const share = (100 * [...words].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7), 14)) / width;
    const start = Math.min(left, 100 - share);
    let row = ends.findIndex((before) => before <= start);
    row = row < 0 ? ends.length : row;
    ends[row] = start + share;
    const flag = el('span', { class: `flag ${mark.kind}` }, words);
    flag.style.left = `${start}%`;
    flag.style.bottom = `${1.5 + 1.25 * row}rem`;
    elements.push(flag);
  }
  box.style.height = `${1.4 + 1.25 * ends.length}rem`;
  box.replaceChildren(...elements);
  return ticks;
}
