import { has, t, time } from './i18n.js';

/** What calls did, in words. */

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
