/** How many calls were in which state, over the time of a race. */

const STATES = ['waiting', 'holding', 'inside', 'stopped', 'stale'];

/** Returns, for each of so many equal parts of the race, the mean number of calls in each state and how many were refused. */
export function load(race, parts) {
  const width = Math.max(1, race.micros) / parts;
  const series = Object.fromEntries(STATES.map((state) => [state, new Float64Array(parts)]));
  const refused = new Float64Array(parts);
  for (const trace of [...race.traces.values(), ...race.open.values()]) {
    for (const span of trace.spans) {
      add(series[span.state], span.from / width, (span.to ?? race.micros) / width);
    }
    if (trace.end === 'refused' && trace.spans.length > 0) {
      refused[Math.min(parts - 1, Math.floor(trace.spans[trace.spans.length - 1].to / width))]++;
    }
  }
  return { width, series, refused };
}

function add(sums, from, to) {
  const last = Math.min(sums.length - 1, Math.floor(to));
  for (let part = Math.max(0, Math.floor(from)); part <= last; part++) {
    sums[part] += Math.min(to, part + 1) - Math.max(from, part);
  }
}
