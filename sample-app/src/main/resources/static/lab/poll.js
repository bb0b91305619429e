import * as api from './api.js';
import { changed, state } from './state.js';

/** Keeps the history, the instances and the cases up to date while somebody looks. */

const EVERY_MILLIS = 4_000;

export async function refreshHistory() {
  await refresh('history', api.races);
}

export function startPolling() {
  tick();
  setInterval(tick, EVERY_MILLIS);
  document.addEventListener('visibilitychange', tick);
}

function tick() {
  if (document.hidden) {
    return;
  }
  if (state.cases === null) {
    refresh('cases', api.cases);
  }
  refresh('instances', api.instances);
  // The race in view tells of itself; a problem stays on the page until it is known to be over.
  if (!state.race?.isLive() || state.history === null || state.problems.history) {
    refreshHistory();
  }
}

async function refresh(what, ask) {
  try {
    const answer = await ask();
    tell(what, null);
    if (JSON.stringify(answer) !== JSON.stringify(state[what])) {
      state[what] = answer;
      changed(what);
    }
  } catch (problem) {
    tell(what, problem);
  }
}

function tell(what, problem) {
  const before = state.problems[what];
  state.problems[what] = problem;
  if (before || problem) {
    changed('problems');
  }
}
