import enCases from './text/en-cases.js';
import en from './text/en.js';
import zhCases from './text/zh-cases.js';
import zh from './text/zh.js';
import { choice } from './choice.js';

/** The page's texts and numbers in the language that was chosen. */

const TEXTS = { en: { ...en, ...enCases }, zh: { ...zh, ...zhCases } };
const LOCALES = { en: 'en', zh: 'zh-CN' };
const formats = new Map();
let language = choice('lang', Object.keys(TEXTS), navigator.language.startsWith('zh') ? 'zh' : 'en');

export function currentLanguage() {
  return language;
}

export function useLanguage(chosen) {
  language = chosen;
}

/** Returns the text with that key; numbers among the values are written in the language's way. */
export function t(key, values = {}) {
  let text = TEXTS[language][key] ?? TEXTS.en[key] ?? key;
  if (Array.isArray(text)) {
    text = values.n === 1 ? text[0] : text[text.length - 1];
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return typeof value === 'number' && name !== 'id' ? number(value) : value ?? all;
  });
}

/** Tells whether there is a text with that key. */
export function has(key) {
  return key in TEXTS.en;
}

export function number(value, digits = 0, exactly = false) {
  const key = `${language} ${digits} ${exactly}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(LOCALES[language], {
      maximumFractionDigits: digits,
      minimumFractionDigits: exactly ? digits : 0,
    }));
  }
  return formats.get(key).format(value);
}

/** Writes a time that is given in microseconds, as precisely as it is worth. */
export function time(micros) {
  const millis = micros / 1000;
  if (millis >= 10_000) {
    return `${number(millis / 1000, 1, true)} s`;
  }
  return `${number(millis, millis < 10 ? 2 : millis < 100 ? 1 : 0, true)} ms`;
}

/** Fills in the texts of elements that name one, as content or as a label. */
export function translate(root = document) {
  document.documentElement.lang = LOCALES[language];
  document.title = `Latchkey · ${t('page.title')}`;
  for (const element of root.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
}
