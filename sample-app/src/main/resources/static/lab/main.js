import { startAgain } from './again.js';
import { startChaos } from './chaos.js';
import { warmUp } from './charts.js';
import { remember } from './choice.js';
import { startCompare } from './compare.js';
import { find } from './dom.js';
import { startForm } from './form.js';
import { startHistory } from './history.js';
import { currentLanguage, translate, useLanguage } from './i18n.js';
import { startLocks } from './locks.js';
import { startMore } from './more.js';
import { startOverview } from './overview.js';
import { startPolling } from './poll.js';
import { startProgress } from './progress.js';
import { startSilence } from './silence.js';
import { startStart } from './start.js';
import { changed, draws, state } from './state.js';
import { startStory } from './story.js';
import { initialTheme, onSystemTheme, useTheme } from './theme.js';
import { startTimeline } from './timeline.js';

/** Puts the page together. */

function startSwitches() {
  find('language').value = currentLanguage();
  find('language').addEventListener('change', (event) => {
    useLanguage(event.target.value);
    remember('lang', event.target.value);
    changed('language');
  });
  find('theme').value = initialTheme();
  useTheme(initialTheme());
  find('theme').addEventListener('change', (event) => {
    useTheme(event.target.value);
    remember('theme', event.target.value);
    changed('theme');
  });
  onSystemTheme(() => changed('theme'));
}

startSwitches();
draws(['language'], translate.bind(null, document));
[startSilence, startForm, startStart, startProgress, startAgain, startChaos, startStory, startOverview, startTimeline, startHistory, startCompare, startLocks, startMore]
  .forEach((start) => start());
// Last, so that all else shows the timeline already where the page says that it is loaded.
draws(['race'], () => { find('run').dataset.timeline = state.race?.timelineState ?? 'none'; });
changed('language', 'race');
startPolling();
warmUp();
