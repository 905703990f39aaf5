// Who is signed in. The access token stays in memory; a cookie that scripts cannot read renews it.
import { Store } from './store.js';

const RANK = { viewer: 1, operator: 2, admin: 3 };
const OPEN = { username: 'operator', role: 'admin', authentication: 'none' };

class Session {
  #token = null;
  #user = new Store(null);
  #refreshing = null;
  #onEnd = () => {};

  /** `{username, role, authentication}`, or null before anybody signed in. */
  get user() {
    return this.#user.value;
  }

  watch(watcher) {
    return this.#user.watch(watcher);
  }

  /** Whether the one who is signed in may do what this role may do. */
  can(role) {
    return (RANK[this.user?.role] ?? 0) >= RANK[role];
  }

  /** The header that requests carry, or null. */
  authorization() {
    return this.#token ? `Bearer ${this.#token}` : null;
  }

  /** Finds out who is here; a server without /auth asks nobody. Returns whether somebody may look. */
  async start() {
    let answer = await this.#ask('/auth/me');
    if (answer?.authentication_required && !answer.role && (await this.refresh())) {
      answer = await this.#ask('/auth/me');
    }
    this.#user.set(answer?.role ? answer : null);
    return this.user !== null;
  }

  async login(username, password) {
    const response = await fetch('/api/v1/auth/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const answer = await response.json();
    if (response.ok) this.#enter(answer);
    return { ok: response.ok, answer };
  }

  async logout() {
    await fetch('/api/v1/auth/logout', { method: 'POST', headers: this.#headers() }).catch(() => {});
    this.#token = null;
    this.#user.set(null);
    this.#onEnd();
  }

  /** Renews the access token; several requests that ask for it at once share one renewal. */
  refresh() {
    this.#refreshing ??= this.#refreshNow().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** Requests call it when they are refused and nothing renews the token. */
  ended() {
    this.#token = null;
    this.#onEnd();
  }

  onEnd(what) {
    this.#onEnd = what;
  }

  async #refreshNow() {
    try {
      const response = await fetch('/api/v1/auth/refresh', { method: 'POST' });
      if (!response.ok) return false;
      this.#enter(await response.json());
      return true;
    } catch {
      return false;
    }
  }

  #enter(answer) {
    this.#token = answer.access_token;
    if (answer.user) this.#user.set({ ...answer.user, authentication: 'password' });
  }

  #headers() {
    return this.#token ? { Authorization: this.authorization() } : {};
  }

  async #ask(path) {
    try {
      const response = await fetch(`/api/v1${path}`, { headers: this.#headers() });
      if (response.status === 404) return OPEN;
      if (response.status === 401) return { authentication_required: true, role: null };
      return response.ok ? await response.json() : OPEN;
    } catch {
      // The pages themselves say that the server does not answer.
      return OPEN;
    }
  }
}

export const session = new Session();
