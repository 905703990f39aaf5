// What one person prefers on one browser; kept there.
import { Store } from './store.js';

const KEY = 'stacklens.settings';
const DEFAULTS = { theme: 'system', utc: false, paused: false, wrap: false, range: '1h' };

function stored() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return { ...DEFAULTS };
  }
}

/** `{theme: system|light|dark, utc, paused, wrap, range}`. */
export const settings = new Store(stored());

export function change(some) {
  settings.set({ ...settings.value, ...some });
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** `light` or `dark`, whichever is in force. */
export const theme = new Store(themeInForce());

function themeInForce() {
  const wanted = settings.value.theme;
  if (wanted === 'light' || wanted === 'dark') return wanted;
  return dark.matches ? 'dark' : 'light';
}

function apply() {
  document.documentElement.dataset.theme = themeInForce();
  theme.set(themeInForce());
}

settings.watch(value => {
  try {
    // A pause is of this visit: who comes back wants to see news.
    localStorage.setItem(KEY, JSON.stringify({ ...value, paused: false }));
  } catch {
    // Storage may be forbidden; the choice then holds for this visit.
  }
  apply();
});
dark.addEventListener('change', apply);
apply();
