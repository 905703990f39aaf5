// Whether the server answers, as the last requests showed.
import { Store } from './store.js';

/** `connecting`, `connected` or `disconnected`. */
export const connection = new Store('connecting');

/** When the server last answered, in milliseconds. */
export const lastAnswer = new Store(null);

export function answered() {
  lastAnswer.set(Date.now());
  connection.set('connected');
}

export function noAnswer() {
  connection.set('disconnected');
}

addEventListener('offline', noAnswer);
