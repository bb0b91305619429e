/**
 * What the page knows, and who draws it. Whoever changes something names its topic; those who draw it are called once in the next frame,
 * however often it changed, each in a task of its own, so that none holds up the page for long.
 */

export const state = {
  /** The race in view, see race.js. */
  race: null,
  /** The reports of the last races, newest first; null until they are known. */
  history: null,
  /** GET /api/cases and /api/instances; null until they are known. */
  cases: null,
  instances: null,
  /** What went wrong with asking for each of the three, null where nothing did. */
  problems: {},
  /** Whether the order of a race is on its way. */
  starting: false,
};

const drawers = [];
const stale = new Set();
let drawing = false;

/** Draws whenever one of the topics changed. */
export function draws(topics, draw) {
  drawers.push({ topics, draw });
}

export function changed(...topics) {
  topics.forEach((topic) => stale.add(topic));
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(flush);
  }
}

/** The report of the race that runs now, here or for somebody else. */
export function runningRace() {
  const shown = state.race;
  if (shown?.isLive()) {
    return shown.report;
  }
  return state.history?.find((report) =>
    report.state === 'RUNNING' && !(shown?.isOver() && isSame(shown.report, report)));
}

/** Tells whether two reports are of one race; a sample that was restarted counts anew. */
export function isSame(one, other) {
  return one.id === other.id && one.orderedAt === other.orderedAt;
}

function flush() {
  const topics = new Set(stale);
  stale.clear();
  const due = drawers.filter((drawer) => drawer.topics.some((topic) => topics.has(topic)));
  next(due);
}

function next(due) {
  const drawer = due.shift();
  if (drawer) {
    try {
      drawer.draw();
    } finally {
      channel(() => next(due));
    }
  } else if (stale.size > 0) {
    requestAnimationFrame(flush);
  } else {
    drawing = false;
  }
}

// Unlike timers, messages are not held back; unlike one long task, they let clicks and keys through in between.
const { port1, port2 } = new MessageChannel();
let following = null;
port1.onmessage = () => following();

function channel(task) {
  following = task;
  port2.postMessage(null);
}
