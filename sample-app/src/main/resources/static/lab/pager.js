import { el, enable, find, isEnabled, text } from './dom.js';
import { t } from './i18n.js';

/** Leafs through pages: first, previous, next, last. */
export class Pager {
  page = 0;
  pages = 1;

  constructor(box, turned) {
    this.turned = turned;
    this.place = el('span', { class: 'place', id: 'timeline-page' });
    const button = (id, sign, target) => el('button', {
      type: 'button', id: `page-${id}`, 'data-label': `timeline.${id === 'first' ? 'firstPage' : id}`,
      click: (event) => { if (isEnabled(event.currentTarget)) { this.turn(target()); } },
    }, sign);
    this.back = [button('first', '«', () => 0), button('previous', '‹', () => this.page - 1)];
    this.forth = [button('next', '›', () => this.page + 1), button('last', '»', () => this.pages - 1)];
    box.replaceChildren(...this.back, this.place, ...this.forth);
  }

  turn(page) {
    this.page = page;
    this.turned();
  }

  draw(pages, page) {
    this.pages = Math.max(1, pages);
    this.page = Math.min(Math.max(0, page), this.pages - 1);
    text(this.place, t('timeline.page', { page: this.page + 1, pages: this.pages }));
    this.back.forEach((button) => enable(button, this.page > 0));
    this.forth.forEach((button) => enable(button, this.page < this.pages - 1));
    find('pager').hidden = this.pages === 1;
  }
}
