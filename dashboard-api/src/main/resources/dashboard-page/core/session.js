// Who is signed in. The access token stays in memory; a cookie that scripts cannot read renews it.
import { answered } from './connection.js';
import { Problem } from './problem.js';
import { Store } from './store.js';

const AUTH = '/api/v1/auth';
const RANK = { viewer: 1, operator: 2, admin: 3 };
const OPEN = { username: 'operator', role: 'admin', authentication: 'none' };
/** A token is renewed this long before it ends. */
const EARLY_SECONDS = 30;

class Session {
  #token = null;
  #user = new Store(null);
  #refreshing = null;
  #renewal = null;
  #trouble = null;
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

  /**
   * Finds out who is here; a server without /auth asks nobody. Returns whether somebody may look, or null where the server
   * cannot say now, since its database is away: `trouble` is what it says, and it can be asked again.
   */
  async start() {
    let answer = await this.#me();
    if (answer.has_session && !answer.role) {
      if (await this.refresh()) answer = await this.#me();
      else if (!this.isOver) return null;
    }
    this.#user.set(answer.role ? answer : null);
    return this.user !== null;
  }

  /** Returns null, or what was wrong: `{title, detail}`. */
  async login(username, password) {
    const response = await this.#post('/login', { username, password });
    if (!response.ok) return refusal(response);
    this.#enter(await response.json());
    return null;
  }

  /** Takes a token that somebody else has issued, if the server does. Returns null, or what was wrong. */
  async useToken(token) {
    const before = this.#token;
    this.#token = token;
    const me = await this.#me();
    if (me.role && me.authentication !== 'none') {
      this.#user.set(me);
      return null;
    }
    this.#token = before;
    return { title: 'Not accepted', detail: 'The server does not accept this token.' };
  }

  async logout() {
    await this.#post('/logout').catch(() => {});
    this.ended();
  }

  /** Goes on with the session that the answer to a change of the password begins; those of before have ended. */
  changed(answer) {
    this.#enter(answer);
  }

  /** Renews the access token; several requests that ask for it at once share one renewal. */
  refresh() {
    this.#refreshing ??= this.#refreshAlone().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** Why the token could not be renewed the last time, as a problem; null if it was. */
  get trouble() {
    return this.#trouble;
  }

  /** Whether the server has refused to renew the token. One that cannot just now, since its database is away, does not. */
  get isOver() {
    return this.#trouble?.isFinal ?? false;
  }

  /** Forgets who was signed in. */
  ended() {
    clearTimeout(this.#renewal);
    this.#token = null;
    this.#user.set(null);
    this.#onEnd();
  }

  onEnd(what) {
    this.#onEnd = what;
  }

  /** A cookie renews once, so two tabs must not send the same one at the same time. */
  #refreshAlone() {
    return navigator.locks
      ? navigator.locks.request('stacklens-refresh', () => this.#refreshNow())
      : this.#refreshNow();
  }

  async #refreshNow() {
    try {
      const response = await this.#post('/refresh');
      this.#trouble = response.ok ? null : await Problem.of(response);
      if (response.ok) this.#enter(await response.json());
    } catch {
      this.#trouble = Problem.noAnswer();
    }
    return this.#trouble === null;
  }

  #enter({ access_token, expires_in, user }) {
    this.#token = access_token;
    clearTimeout(this.#renewal);
    if (expires_in > 2 * EARLY_SECONDS) {
      this.#renewal = setTimeout(() => this.refresh(), (expires_in - EARLY_SECONDS) * 1000);
    }
    if (user && (user.username !== this.user?.username || user.role !== this.user?.role)) {
      this.#user.set({ ...user, authentication: 'password' });
    }
  }

  #headers() {
    return this.#token ? { Authorization: this.authorization() } : {};
  }

  #post(path, body = {}) {
    return fetch(AUTH + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...this.#headers() },
      body: JSON.stringify(body),
    });
  }

  async #me() {
    try {
      const response = await fetch(`${AUTH}/me`, { headers: this.#headers() });
      answered();
      if (response.status === 404) return OPEN;
      if (response.status === 401) return { authentication_required: true, role: null };
      return response.ok ? await response.json() : OPEN;
    } catch {
      // The pages themselves say that the server does not answer.
      return OPEN;
    }
  }
}

/** What a refused login tells: why, and when to try again. */
async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const wait = response.headers.get('Retry-After');
  return {
    title: problem.title ?? 'Not signed in',
    detail: `${problem.detail ?? `The server answered ${response.status}.`}${wait ? ` Try again in ${wait} s.` : ''}`,
  };
}

/** What a login page offers: `{authentication_required, oidc}`; null where nobody signs in. */
export async function loginOptions() {
  const response = await fetch(`${AUTH}/config`).catch(() => null);
  return response?.ok ? response.json() : null;
}

export const session = new Session();
