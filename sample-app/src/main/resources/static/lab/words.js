import { has, number, t, time } from './i18n.js';
import { NUMBERS } from './settings.js';

/** What races were like and what calls did, in words. */

/** The name of a race's case. */
export const nameOf = (report) => (has(`case.${report.case}`) ? t(`case.${report.case}`) : report.case);

/** What befell the holder of a long job, once it was chosen. */
export const faultOf = ({ fault }) => (has(`fault.${fault}`) ? t(`fault.${fault}`) : '');

/** What a race was like apart from its strategy: "Threads 16 · Pause the holder". */
export function settingsOf(report) {
  const numbers = NUMBERS.filter((name) => report[name] !== undefined).map((name) => `${t(`form.${name}`)} ${number(report[name])}`);
  return [...numbers, faultOf(report)].filter(Boolean).join(' · ');
}

/** What a call is about: "pay order 345". */
export function what({ action, subject, detail }) {
  // Ids are names: no thousands separators.
  const values = { action, subject: String(subject), detail: String(detail) };
  return t(has(`call.${action}`) ? `call.${action}` : 'call.other', values);
}

/** Who made it. */
export function who({ by }) {
  return by === 0 ? t('by.holder') : by === 1 || by === undefined ? t('by.here') : t('by.other', { n: by });
}

/** What became of it: "refused". */
export function end(trace) {
  return trace.end && has(`end.${trace.end}`) ? t(`end.${trace.end}`) : trace.end ?? t('end.open');
}

/** Where its time went: "waited 1.2 ms, held 21 ms". */
export function spent(trace, now) {
  const sums = new Map();
  for (const span of trace.spans) {
    sums.set(span.state, (sums.get(span.state) ?? 0) + (span.to ?? now) - span.from);
  }
  return [...sums].map(([state, micros]) => t(`spent.${state}`, { time: time(micros) }));
}
