import { el, text } from './dom.js';
import { number, t } from './i18n.js';

/** A table that is filled anew each second. Its rows are kept, so that a reader's place and a selection in it stay. */

const ROWS = 25;

export class KeptTable {
  #rows = new Map();
  #heads;
  #body = el('tbody', { role: 'rowgroup' });
  #caption = el('caption');
  #more = el('p', { class: 'hint' });

  /** A column is the key of its head, the text of its cells, and whether that is words or a number. */
  constructor(caption, columns, keyOf) {
    this.caption = caption;
    this.columns = columns;
    this.keyOf = keyOf;
    this.#heads = columns.map(([, , kind]) => el('th', { scope: 'col', role: 'columnheader', class: kind ?? 'number' }));
    this.element = el('div', {},
      el('table', { class: 'plain stacking wide-rows', role: 'table' },
        this.#caption,
        el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...this.#heads)),
        this.#body),
      this.#more);
  }

  show(entries) {
    text(this.#caption, t(this.caption) + t('list.colon') + number(entries.length));
    this.#heads.forEach((head, i) => text(head, t(this.columns[i][0])));
    const before = this.#rows;
    this.#rows = new Map();
    entries.slice(0, ROWS).forEach((entry) => {
      const key = this.#free(this.keyOf(entry));
      this.#rows.set(key, before.get(key) ?? this.#row());
      this.#fill(this.#rows.get(key), entry);
    });
    this.#arrange();
    this.#more.hidden = entries.length <= ROWS;
    text(this.#more, t('locks.more', { n: Math.max(0, entries.length - ROWS) }));
  }

  /** Several may wait for one lock. */
  #free(key) {
    let free = key;
    for (let i = 2; this.#rows.has(free); i++) {
      free = `${key} ${i}`;
    }
    return free;
  }

  #row() {
    return el('tr', { role: 'row' }, ...this.columns.map(([, , kind]) => el('td', { role: 'cell', class: kind ?? 'number' })));
  }

  #fill(row, entry) {
    this.columns.forEach(([key, value], i) => {
      row.cells[i].dataset.name = t(key);
      text(row.cells[i], value(entry) ?? '');
    });
  }

  /** Those that are gone leave first: a row that stays where it is must not be moved, which would cost it its selection. */
  #arrange() {
    const shown = [...this.#rows.values()];
    const wanted = new Set(shown);
    [...this.#body.rows].filter((row) => !wanted.has(row)).forEach((row) => row.remove());
    shown.forEach((row, i) => {
      if (this.#body.rows[i] !== row) {
        this.#body.insertBefore(row, this.#body.rows[i] ?? null);
      }
    });
  }
}
