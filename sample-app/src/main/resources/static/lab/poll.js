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
  // The race in view tells of itself.
  if (!state.race?.isLive() || state.history === null) {
    refreshHistory();
  }
}

async function refresh(what, ask) {
  let silent = false;
  try {
    const answer = await ask();
    if (JSON.stringify(answer) !== JSON.stringify(state[what])) {
      state[what] = answer;
      changed(what);
    }
  } catch (problem) {
    silent = problem instanceof api.Silence;
  }
  if (silent !== state.silent) {
    state.silent = silent;
    changed('silent');
  }
}
