/** The race in view: what the sample has told of it so far. Holds data only; others fetch it and draw it. */
export class Race {
  constructor(report) {
    this.report = report;
    this.phase = phaseOf(report);
    this.connection = 'live';
    this.figures = { total: report.requests, done: 0, refused: 0, failed: 0, waiting: 0, holding: 0 };
    this.micros = 0;
    this.heard = false;
    this.runningFrom = null;
    this.traces = new Map();
    this.open = new Map();
    this.marks = [];
    this.broken = new Set();
    this.story = null;
    this.sending = false;
    this.timelineState = 'none';
    this.adopt(report);
  }

  progressed({ phase, micros, traces = [], open = [], marks = [], ...figures }) {
    this.phase = phase;
    this.micros = Math.max(this.micros, micros);
    if (phase === 'running') {
      // Who joins later has missed the beginning; in a long job, it came with the first mark.
      this.runningFrom ??= this.heard ? micros : marks[0]?.micros ?? 0;
    }
    this.heard = true;
    Object.assign(this.figures, figures);
    traces.forEach((trace) => this.traces.set(trace.call, trace));
    this.open = new Map(open.filter((trace) => !this.traces.has(trace.call)).map((trace) => [trace.call, trace]));
    this.marks = marks;
  }

  /** Takes over what the report says, which has the last word. */
  adopt(report) {
    this.report = { ...this.report, ...report };
    this.phase = phaseOf(this.report, this.phase);
    if (this.isOver()) {
      const { done = 0, refused = 0, failed = 0 } = this.report;
      Object.assign(this.figures, { done, refused, failed, waiting: 0, holding: 0 });
      this.open.clear();
    }
  }

  recorded({ race, micros, traces, marks, broken, story }) {
    this.adopt(race);
    this.micros = micros;
    this.traces = new Map(traces.map((trace) => [trace.call, trace]));
    this.marks = marks;
    this.broken = new Set(broken);
    this.story = story;
    this.timelineState = 'loaded';
  }

  /** How long its calls have been made, without what came before: the preparation, and the choice of a fault. */
  runningMicros() {
    return this.runningFrom === null ? 0 : this.micros - this.runningFrom;
  }

  isOver() {
    return this.phase === 'done' || this.phase === 'failed';
  }

  isLive() {
    return !this.isOver() && this.phase !== 'gone';
  }

  finished() {
    const { done, refused, failed } = this.figures;
    // In long-job, the stopped holder's calls are counted by how they ended.
    const { staleRejected = 0, staleCommitted = 0, staleFailed = 0 } = this.report;
    return Math.min(this.figures.total, done + refused + failed + staleRejected + staleCommitted + staleFailed);
  }

  trace(call) {
    return this.traces.get(call) ?? this.open.get(call);
  }

  /** The numbers of the calls that have begun, in order. */
  calls(onlyBroken) {
    const calls = [...this.traces.keys(), ...this.open.keys()];
    return (onlyBroken ? calls.filter((call) => this.broken.has(call)) : calls).sort((a, b) => a - b);
  }
}

function phaseOf(report, before = 'preparing') {
  switch (report.state) {
    case 'DONE': return 'done';
    case 'FAILED': return 'failed';
    default: return before;
  }
}
