import { el } from './dom.js';
import { t } from './i18n.js';

/** Returns the pieces of a text around {detail}, which the sample says in English whatever the page's language is. */
export function quoting(key, detail) {
  const [before, after = ''] = t(key).split('{detail}');
  return [before, el('span', { lang: 'en' }, detail), after];
}
