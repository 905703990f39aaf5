// Metrics over a range of time. After the first answer only the newest windows are asked for.
import { get } from './api.js';
import { WINDOW_SECONDS } from './range.js';

/** All windows are asked for anew this often: late lines change old ones. */
const WHOLE_EVERY_MS = 60_000;

/** What a page knows of some metrics, of one service or of all: `await trends.load(range, signal)`. */
export class Trends {
  #service;
  #metrics;
  #key = '';
  #values = new Map();
  #wholeAt = 0;

  constructor(metrics, service = null) {
    this.#metrics = metrics;
    this.#service = service;
  }

  /** `{times, values: {metric: []}, window, latest: {metric: value}}` on a grid without gaps; absent values are null. */
  async load(range, signal) {
    const window = range.window;
    const step = WINDOW_SECONDS[window];
    const { from, to } = range.bounds();
    const first = Math.floor(from / 1000 / step) * step;
    const key = range.preset ? `${window} ${range.preset}` : `${window} ${+from} ${+to}`;
    const known = key === this.#key && Date.now() - this.#wholeAt < WHOLE_EVERY_MS ? Math.max(...this.#values.keys()) : NaN;
    const since = Number.isFinite(known) ? Math.max(first, known - 2 * step) : first;
    const rows = await this.#ask(window, new Date(since * 1000), to, signal);
    if (!Number.isFinite(known)) {
      this.#values = new Map();
      this.#wholeAt = Date.now();
      this.#key = key;
    }
    for (const [at, row] of rows) this.#values.set(at, row);
    return this.#grid(first, to / 1000, step, window);
  }

  async #ask(window, from, to, signal) {
    const rows = new Map();
    if (this.#service) {
      const path = `/metrics/${encodeURIComponent(this.#service)}`;
      const { items } = await get(path, { window, from, to, limit: 10_000 }, { signal });
      for (const item of items) rows.set(Date.parse(item.window_start) / 1000, item);
      return rows;
    }
    const answers = await Promise.all(
      this.#metrics.map(metric => get('/trends', { metric, window, from, to, limit: 10_000 }, { signal })),
    );
    answers.forEach((answer, i) => {
      for (const { window_start, value } of answer.items) {
        const at = Date.parse(window_start) / 1000;
        if (!rows.has(at)) rows.set(at, {});
        rows.get(at)[this.#metrics[i]] = value;
      }
    });
    return rows;
  }

  #grid(first, last, step, window) {
    const times = [];
    for (let at = first; at < last; at += step) times.push(at);
    const values = {};
    const latest = {};
    for (const metric of this.#metrics) {
      values[metric] = times.map(at => this.#values.get(at)?.[metric] ?? null);
      latest[metric] = values[metric].findLast(value => value !== null) ?? null;
    }
    for (const at of [...this.#values.keys()]) {
      if (at < first) this.#values.delete(at);
    }
    return { times, values, latest, window };
  }
}
