// A value that others watch.

/** Holds one value and tells those who watch when another takes its place. */
export class Store {
  #value;
  #watchers = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set(value) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const watcher of [...this.#watchers]) watcher(value);
  }

  /** Calls `watcher` on each change; returns what ends that. */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** Renders an element anew whenever one of the stores changes: `new Watching(this, settings)`. */
export class Watching {
  #stores;
  #host;
  #ends = [];

  constructor(host, ...stores) {
    this.#host = host;
    this.#stores = stores;
    host.addController(this);
  }

  hostConnected() {
    this.#ends = this.#stores.map(store => store.watch(() => this.#host.requestUpdate()));
  }

  hostDisconnected() {
    for (const end of this.#ends) end();
    this.#ends = [];
  }
}
