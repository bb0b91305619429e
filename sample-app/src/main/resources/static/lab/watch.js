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
/** What was heard after a lost connection, until it is known whether it is about the same race; null where that is known. */
let doubted = null;

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
  doubted = null;
}

function follow(race) {
  stop();
  source = new EventSource(api.eventsOf(race.report.id));
  source.addEventListener('open', () => connected(race));
  source.addEventListener('progress', (event) => {
    connected(race);
    progressed(race, JSON.parse(event.data));
  });
  source.addEventListener('over', (event) => {
    stop();
    race.connection = 'live';
    const report = JSON.parse(event.data).race;
    if (isSame(report, race.report)) {
      finish(race, report);
    } else {
      gone(race);
    }
  });
  source.addEventListener('error', () => {
    // An EventSource comes back by itself from a lost connection, but not from an answer such as 404.
    lost(race, source?.readyState === EventSource.CLOSED);
  });
  watch(race);
}

function progressed(race, progress) {
  if (doubted) {
    doubted.push(progress);
    return;
  }
  const chosen = race.phase === 'awaiting-fault' && progress.phase !== 'awaiting-fault';
  race.progressed(progress);
  changed('race');
  if (chosen && !race.sending) {
    learnFault(race);
  }
}

/** Asks what somebody else chose; the end of the race tells it, too. */
async function learnFault(race) {
  const report = await api.race(race.report.id).catch(() => null);
  if (report && race.isLive() && isSame(report, race.report)) {
    race.adopt(report);
    changed('race');
  }
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
    doubted ??= [];
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
    } else {
      const heard = doubted ?? [];
      doubted = null;
      heard.forEach((progress) => progressed(race, progress));
    }
  } catch (problem) {
    if (problem instanceof api.Problem && problem.status === 404) {
      gone(race);
    } else if (state.race === race) {
      stop();
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
    const timeline = await api.timeline(race.report.id);
    if (state.race !== race) {
      return;
    }
    if (!isSame(timeline.race, race.report)) {
      race.timelineState = 'none';
      gone(race);
      return;
    }
    race.recorded(timeline);
  } catch (problem) {
    const forgotten = problem instanceof api.Problem && problem.status === 404;
    // A race that failed may have come to nothing that could be forgotten.
    race.timelineState = !forgotten ? 'unloaded' : race.phase === 'failed' ? 'none' : 'forgotten';
  }
  if (state.race === race) {
    changed('race', 'recorded');
  }
}
