// Keys: single keys for what is on the page, `g` and a letter for going somewhere.
import { Store } from './store.js';
import { routes } from './routes.js';
import { navigate } from './router.js';

const actions = new Map();
let goingSince = 0;

/** Whether the list of keys is shown. */
export const helpShown = new Store(false);

/** Binds a key as long as something is there; returns what unbinds it. */
export function bind(key, label, action) {
  const binding = { label, action };
  actions.set(key, binding);
  return () => {
    if (actions.get(key) === binding) actions.delete(key);
  };
}

/** `[[key, label]…]` of what can be pressed here. */
export function bindings() {
  return [...actions].map(([key, { label }]) => [key, label]);
}

/** Binds keys while its host is on the page: `new Keys(this, [['/', 'Search', () => …]])`. */
export class Keys {
  #wanted;
  #ends = [];

  constructor(host, wanted) {
    this.#wanted = wanted;
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.#wanted.map(([key, label, action]) => bind(key, label, action));
  }

  hostDisconnected() {
    for (const end of this.#ends) end();
  }
}

const types = node => node?.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath()[0];
  if (event.key === 'Escape' && types(target)) {
    target.blur();
    return;
  }
  if (types(target)) return;
  // A dialog closes itself by Esc; beside that keys go to it, except at the side, where one goes from line to line.
  const dialog = document.querySelector('sl-dialog[open]');
  if (dialog && (event.key === 'Escape' || !dialog.side)) return;
  if (performance.now() - goingSince < 1200) {
    goingSince = 0;
    const route = routes.find(({ key }) => key === event.key);
    if (route) {
      event.preventDefault();
      navigate(route.path);
      return;
    }
  }
  if (event.key === 'g') {
    goingSince = performance.now();
    return;
  }
  if (event.key === '?') {
    helpShown.set(!helpShown.value);
    return;
  }
  const bound = actions.get(event.key);
  if (bound) {
    event.preventDefault();
    bound.action(event);
  }
});

/**
 * Arrows, Home and End move between the rows of a list (elements with `data-row` that take the focus); Enter and the
 * space bar press one. For `@keydown` of the element around them.
 */
export function rowKeys(event) {
  const row = event.target.closest?.('[data-row]');
  if (!row || event.target !== row) return;
  const rows = [...event.currentTarget.querySelectorAll('[data-row]')];
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    row.click();
  }
}
