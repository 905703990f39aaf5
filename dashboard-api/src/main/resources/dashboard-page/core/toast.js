// Short notes at the edge of the page.
import { Store } from './store.js';

export const notes = new Store([]);
let next = 1;

/** Tells something in passing; `kind` is `good`, `bad` or nothing. Failures stay longer. */
export function say(text, kind = '') {
  const note = { id: next++, text, kind };
  notes.set([...notes.value, note].slice(-4));
  setTimeout(() => dismiss(note.id), kind === 'bad' ? 10_000 : 4000);
}

export function dismiss(id) {
  notes.set(notes.value.filter(note => note.id !== id));
}

/** Puts a text on the clipboard and says so. */
export async function copy(text, what = 'Copied') {
  try {
    await navigator.clipboard.writeText(text);
    say(what, 'good');
  } catch {
    say('The browser does not let this page write to the clipboard.', 'bad');
  }
}
