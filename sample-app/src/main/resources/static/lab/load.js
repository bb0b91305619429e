/** How many calls were in which state, over the time of a race. */

const STATES = ['waiting', 'holding', 'inside', 'stopped', 'stale'];

/** Returns, for each of so many equal parts of the race, the mean number of calls in each state and how many were refused. */
export function load(race, parts) {
  const width = Math.max(1, race.micros) / parts;
  const steps = Object.fromEntries(STATES.map((state) => [state, new Float64Array(parts + 2)]));
  const refused = new Float64Array(parts);
  for (const traces of [race.traces, race.open]) {
    for (const trace of traces.values()) {
      for (const span of trace.spans) {
        step(steps[span.state], span.from / width, 1);
        step(steps[span.state], (span.to ?? race.micros) / width, -1);
      }
      if (trace.end === 'refused' && trace.spans.length > 0) {
        refused[Math.min(parts - 1, Math.floor(trace.spans[trace.spans.length - 1].to / width))]++;
      }
    }
  }
  return { width, series: Object.fromEntries(STATES.map((state) => [state, summed(steps[state], parts)])), refused };
}

/** Notes that the number changes at that time: for the rest of this part, and in full from the next on. */
function step(steps, at, by) {
  const part = Math.min(steps.length - 2, Math.floor(at));
  const rest = Math.max(0, part + 1 - at);
  steps[part] += by * rest;
  steps[part + 1] += by * (1 - rest);
}

function summed(steps, parts) {
  const sums = new Float64Array(parts);
  let sum = 0;
  for (let part = 0; part < parts; part++) {
    sum += steps[part];
    // Differences of fractions leave a trace where nothing is.
    sums[part] = Math.max(0, Math.round(sum * 1e6) / 1e6);
  }
  return sums;
}
