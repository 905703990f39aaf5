// What all pages have in common.
import { LitElement } from './lit.js';
import { Problem, isAbort } from './problem.js';
import { Range } from './range.js';
import { setQuery } from './router.js';
import { settings, theme } from './settings.js';
import { Watching } from './store.js';
import { say } from './toast.js';

const EVERY = 5000;

/**
 * A page: `pages/<page>.js` defines `sl-page-<page>` and says in `load(signal)` what it needs, which is called at once,
 * when the address changes, and every five seconds while somebody looks. `problem` is why it failed last, if it did;
 * what was loaded before stays. A page that needs no refresh says `static refresh = false`.
 */
export class Page extends LitElement {
  static properties = {
    params: { attribute: false },
    query: { attribute: false },
    problem: { state: true },
    loading: { state: true },
    data: { state: true },
  };

  static refresh = true;

  #abort = null;
  #timer = null;
  #asked = false;

  constructor() {
    super();
    this.params = {};
    this.query = new URLSearchParams();
    this.problem = null;
    this.loading = true;
    this.data = null;
    this.got = {};
    new Watching(this, settings, theme);
  }

  /** One design system for all: pages render into the document. */
  createRenderRoot() {
    return this;
  }

  /** What the page needs; subclasses set `this.data` or fields of their own. */
  async load(_signal) {}

  /**
   * Several requests at once, each with its own state: `await this.ask({alerts: get('/alerts', …), …})` fills
   * `this.got.alerts = {data, problem}` as answers come. What was there stays until then.
   */
  async ask(requests) {
    const asked = this.#abort;
    await Promise.all(
      Object.entries(requests).map(async ([name, request]) => {
        try {
          const data = await request;
          // An answer to what is no longer asked.
          if (asked !== this.#abort) return;
          this.got[name] = { data, problem: null };
        } catch (thrown) {
          if (isAbort(thrown)) throw thrown;
          if (asked !== this.#abort) return;
          if (!(thrown instanceof Problem)) console.error(thrown);
          this.got[name] = { data: this.got[name]?.data ?? null, problem: Problem.from(thrown) };
        }
        this.requestUpdate();
      }),
    );
  }

  /** The state of one of them, for `state()`. */
  part(name) {
    return this.got[name] ?? { data: null, problem: null };
  }

  /** The time that the address names. */
  get range() {
    return Range.of(this.query);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#onVisible);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#asked = false;
  }

  willUpdate(changed) {
    if (!this.#asked || changed.has('params') || changed.has('query')) {
      this.#asked = true;
      this.reload();
    }
  }

  #onVisible = () => {
    if (!document.hidden && !settings.value.paused) this.#tick();
  };

  /** Asks anew now, and forgets an answer that is still on its way. */
  async reload() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    try {
      await this.load(abort.signal);
      if (abort.signal.aborted) return;
      this.problem = null;
    } catch (thrown) {
      if (abort.signal.aborted || isAbort(thrown)) return;
      if (!(thrown instanceof Problem)) console.error(thrown);
      this.problem = Problem.from(thrown);
    }
    this.loading = false;
    this.requestUpdate();
    if (this.isConnected) this.#schedule();
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), EVERY);
  }

  #tick() {
    // After a failure it asks on, so that a page comes back by itself.
    const wanted = this.constructor.refresh || this.problem !== null;
    if (wanted && this.isConnected && !document.hidden && !settings.value.paused) this.reload();
    else this.#schedule();
  }

  setQuery(values, options) {
    setQuery(values, options);
  }

  /** Awaits what somebody asked for; a refusal is told in passing. Returns the answer, or undefined. */
  async guard(promise, done) {
    try {
      const answer = await promise;
      if (done) say(done, 'good');
      return answer ?? null;
    } catch (thrown) {
      if (isAbort(thrown)) return undefined;
      const problem = Problem.from(thrown);
      say(problem.detail || problem.title, 'bad');
      return undefined;
    }
  }
}
