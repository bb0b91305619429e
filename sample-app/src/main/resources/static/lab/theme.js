import { choice } from './choice.js';

/** Light or dark, or as the system has it. */

const THEMES = ['auto', 'light', 'dark'];

export const initialTheme = () => choice('theme', THEMES, 'auto');

export function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** Calls back when the system changes between light and dark. */
export function onSystemTheme(listener) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener);
}

/** Returns a colour of the style sheet as it is in the theme of now, for what is drawn on a canvas. */
export function colour(name) {
  const probe = document.documentElement;
  probe.style.setProperty('outline-color', `var(--${name})`);
  const value = getComputedStyle(probe).outlineColor;
  probe.style.removeProperty('outline-color');
  return value;
}

/** Returns the same colour, let through by so much. */
export function faded(name, share) {
  return colour(name).replace(/^rgba?\((\d+), (\d+), (\d+).*$/, `rgba($1, $2, $3, ${share})`);
}
