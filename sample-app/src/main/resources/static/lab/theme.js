import { choice } from './choice.js';

/** Light or dark, or as the system has it. */

const THEMES = ['auto', 'light', 'dark'];

// To ask the browser for a colour costs a recalculation of styles.
const colours = new Map();
const probe = document.body.appendChild(document.createElement('i'));
probe.hidden = true;

export const initialTheme = () => choice('theme', THEMES, 'auto');

export function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  colours.clear();
}

/** Calls back when the system changes between light and dark. */
export function onSystemTheme(listener) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { colours.clear(); listener(); });
}

/** Returns a colour of the style sheet as it is in the theme of now, for what is drawn on a canvas. */
export function colour(name) {
  if (!colours.has(name)) {
    probe.style.color = `var(--${name})`;
    colours.set(name, getComputedStyle(probe).color);
  }
  return colours.get(name);
}

/** Returns the same colour, let through by so much. */
export function faded(name, share) {
  return colour(name).replace(/^rgba?\((\d+), (\d+), (\d+).*$/, `rgba($1, $2, $3, ${share})`);
}
