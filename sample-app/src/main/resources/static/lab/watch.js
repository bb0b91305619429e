import * as api from './api.js';
import { say } from './dom.js';
import { t } from './i18n.js';
import { refreshHistory } from './poll.js';
import { Race } from './race.js';
import { changed, isSame, state } from './state.js';

/** Follows the race in view over server-sent events, through lost connections and restarts of the sample. */

const SILENCE_MILLIS = 10_000;
const RETRY_MILLIS = 2_000;

let source = null;
let watchdog = 0;

/** Shows a race: live where it runs, as it was recorded where it is over. */
export async function show(report) {
  stop();
  const race = new Race(report);
  state.race = race;
  changed('race', 'shown');
  if (race.isOver()) {
    await load(race);
  } else {
    follow(race);
  }
}

function stop() {
  source?.close();
  source = null;
  clearTimeout(watchdog);
}

function follow(race) {
  stop();
  source = new EventSource(api.eventsOf(race.report.id));
  source.addEventListener('open', () => connected(race));
  source.addEventListener('progress', (event) => {
    connected(race);
    race.progressed(JSON.parse(event.data));
    changed('race');
  });
  source.addEventListener('over', (event) => {
    stop();
    race.connection = 'live';
    finish(race, JSON.parse(event.data).race);
  });
  source.addEventListener('error', () => {
    // An EventSource comes back by itself from a lost connection, but not from an answer such as 404.
    lost(race, source?.readyState === EventSource.CLOSED);
  });
  watch(race);
}

function watch(race) {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => { lost(race, true); }, SILENCE_MILLIS);
}

function connected(race) {
  watch(race);
  if (race.connection === 'lost') {
    race.connection = 'live';
    say(t('say.back'));
    changed('race');
    // The sample that answers now may be another one, which counts its races anew.
    check(race, true);
  }
}

function lost(race, closed) {
  if (race.connection !== 'lost') {
    race.connection = 'lost';
    say(t('say.lost'));
    changed('race');
  }
  clearTimeout(watchdog);
  watchdog = setTimeout(() => check(race), closed ? RETRY_MILLIS : SILENCE_MILLIS);
}

/** Asks what became of a race that nothing was heard of. */
async function check(race, onlyIdentity = false) {
  if (state.race !== race || !race.isLive()) {
    return;
  }
  try {
    const report = await api.race(race.report.id);
    if (state.race !== race || !race.isLive()) {
      return;
    }
    if (!isSame(report, race.report)) {
      gone(race);
    } else if (['DONE', 'FAILED'].includes(report.state)) {
      stop();
      finish(race, report);
    } else if (!onlyIdentity) {
      follow(race);
    }
  } catch (problem) {
    if (problem instanceof api.Problem && problem.status === 404) {
      gone(race);
    } else if (state.race === race) {
      lost(race, true);
    }
  }
}

function gone(race) {
  stop();
  race.phase = 'gone';
  race.connection = 'live';
  say(t('status.gone'));
  changed('race');
  refreshHistory();
}

function finish(race, report) {
  race.adopt(report);
  changed('race', 'over');
  refreshHistory();
  load(race);
}

async function load(race) {
  race.timelineState = 'loading';
  changed('race');
  try {
    race.recorded(await api.timeline(race.report.id));
  } catch (problem) {
    const forgotten = problem instanceof api.Problem && problem.status === 404;
    // A race that failed may have come to nothing that could be forgotten.
    race.timelineState = !forgotten ? 'unloaded' : race.phase === 'failed' ? 'none' : 'forgotten';
  }
  if (state.race === race) {
    changed('race', 'recorded');
  }
}
