import { LitElement, html, nothing, repeat } from '../core/lit.js';
import { place, navigate } from '../core/router.js';
import { routes } from '../core/routes.js';
import { settings, change } from '../core/settings.js';
import { connection, lastAnswer, noAnswer } from '../core/connection.js';
import { session } from '../core/session.js';
import { notes, dismiss } from '../core/toast.js';
import { helpShown, bindings, bind } from '../core/keys.js';
import { Watching } from '../core/store.js';
import { icon } from '../core/icons.js';
import { timeText } from '../core/format.js';
import { Problem } from '../core/problem.js';
import './states.js';
import './dialog.js';

const GROUPS = ['Observe', 'Respond', 'Manage'];
const THEMES = { system: ['system', 'As the system'], light: ['sun', 'Light'], dark: ['moon', 'Dark'] };
const RELOADED = 'stacklens.reloaded';
const RETRY_MS = 3000;

/** Everything around a page: navigation, state of the connection, preferences, notes; and the page itself. */
class App extends LitElement {
  static properties = {
    menuOpen: { state: true },
    failure: { state: true },
    ready: { state: true },
  };

  #page = null;
  #shown = null;
  #waits = false;
  #ends = [];

  constructor() {
    super();
    this.menuOpen = false;
    this.failure = null;
    this.ready = false;
    new Watching(this, settings, connection, notes, helpShown, session);
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.#ends = [
      place.watch(() => this.#show()),
      bind('p', 'Pause or resume refreshing', () => change({ paused: !settings.value.paused })),
      bind('u', 'Times local or UTC', () => change({ utc: !settings.value.utc })),
      bind('Escape', 'Close', () => this.#close()),
    ];
    session.onEnd(() => this.#toLogin());
    await this.#begin();
  }

  /** Shows the page to whom it may be shown. Where the server cannot say now who is here, the page waits and stays where it is. */
  async #begin() {
    const known = await session.start();
    this.#waits = known === null;
    this.ready = true;
    if (this.#waits) {
      this.failure = waiting(session.trouble);
      setTimeout(() => this.isConnected && this.#begin(), RETRY_MS);
    } else if (!known && place.value.route?.page !== 'login') {
      this.#toLogin();
    } else {
      this.#show();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const end of this.#ends) end();
  }

  #toLogin() {
    if (place.value.route?.page === 'login') return;
    const to = location.pathname + location.search;
    navigate(to === '/' ? '/login' : `/login?to=${encodeURIComponent(to)}`, { replace: true });
  }

  #close() {
    if (helpShown.value) helpShown.set(false);
    else if (this.menuOpen) this.menuOpen = false;
    else this.querySelector('main')?.dispatchEvent(new CustomEvent('escape'));
  }

  /** Loads the page's module and puts its element in place, or tells the one that is there where it is now. */
  async #show() {
    const { route, params, query } = place.value;
    if (!this.ready || this.#waits) return;
    this.menuOpen = false;
    this.failure = null;
    document.title = `${route?.title ?? 'No such page'} · StackLens`;
    if (!route) {
      this.#leave();
      this.failure = new Problem({ status: 404, title: 'No such page', detail: `There is nothing at ${location.pathname}.` });
      return;
    }
    const name = `sl-page-${route.page}`;
    if (this.#shown !== route.page) {
      try {
        await import(`../pages/${route.page}.js`);
        sessionStorage.removeItem(RELOADED);
      } catch (thrown) {
        await this.#moduleMissing(thrown, route);
        return;
      }
      if (place.value.route !== route) return;
      this.#leave();
      this.#page = document.createElement(name);
      this.#shown = route.page;
    }
    this.#page.params = place.value.params ?? params;
    this.#page.query = place.value.query ?? query;
    this.requestUpdate();
    await this.updateComplete;
    const main = this.querySelector('main');
    if (main && !this.#page.isConnected) {
      main.replaceChildren(this.#page);
      main.scrollTop = 0;
      scrollTo(0, 0);
      if (document.activeElement && document.activeElement !== document.body) main.focus({ preventScroll: true });
    }
  }

  #leave() {
    this.#page?.remove();
    this.#page = null;
    this.#shown = null;
  }

  /**
   * Without an answer it is tried again until there is one. With one the server is another than before and the old
   * modules are gone: the page is taken anew, once.
   */
  async #moduleMissing(thrown, route) {
    const answers = await fetch('/', { method: 'HEAD' }).then(answer => answer.ok, () => false);
    if (place.value.route !== route) return;
    if (!answers) {
      noAnswer();
      this.#leave();
      this.failure = Problem.noAnswer();
      setTimeout(() => place.value.route === route && !this.#page && this.#show(), RETRY_MS);
      return;
    }
    if (!sessionStorage.getItem(RELOADED)) {
      sessionStorage.setItem(RELOADED, '1');
      location.reload();
      return;
    }
    console.error(thrown);
    this.#leave();
    this.failure = new Problem({ title: 'This page did not load', detail: 'Load it anew; if that does not help, the server lacks it.' });
  }

  updated() {
    // The page is no part of the template: it comes and goes by itself.
    const main = this.querySelector('main');
    if (this.#page && main && this.#page.parentNode !== main && !this.failure) main.replaceChildren(this.#page);
  }

  render() {
    if (!this.ready) return html`<div class="starting"><sl-loading rows="6"></sl-loading></div>`;
    const bare = place.value.route?.bare;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>To the content</a>
      <div class="frame ${bare ? 'bare' : ''} ${this.menuOpen ? 'menu-open' : ''}">
        ${bare ? nothing : this.#navigation()}
        <div class="content">
          ${bare ? nothing : this.#bar()}
          ${this.failure ? html`<div class="failure"><sl-problem .problem=${this.failure}></sl-problem>
            <p><a href="/">To the overview</a></p></div>` : nothing}
          <main id="main" tabindex="-1" ?hidden=${this.failure !== null}></main>
        </div>
      </div>
      ${this.#notes()}
      ${this.#help()}`;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  #navigation() {
    const here = place.value.path;
    const entry = route => {
      const current = route.path === '/' ? here === '/' : here === route.path || here.startsWith(`${route.path}/`);
      return html`<a href=${route.path} title=${route.title} aria-current=${current ? 'page' : nothing}>
        ${icon(route.icon)}<span>${route.title}</span></a>`;
    };
    return html`<nav class="side" aria-label="Pages">
      <a class="brand" href="/" aria-label="StackLens, overview">
        <svg viewBox="0 0 32 32" aria-hidden="true"><rect x="3" y="6" width="18" height="4" rx="2"></rect>
          <rect x="3" y="14" width="26" height="4" rx="2"></rect><rect x="3" y="22" width="12" height="4" rx="2"></rect></svg>
        <span>StackLens</span></a>
      ${GROUPS.map(group => {
        const shown = routes.filter(route => route.nav === group && session.can(route.role ?? 'viewer'));
        return shown.length ? html`<section><h2>${group}</h2>${shown.map(entry)}</section>` : nothing;
      })}
      <section class="last">
        ${this.#account('account')}
        <a href="/swagger-ui/index.html" target="_blank" rel="noopener" title="API">${icon('out')}<span>API</span></a>
      </section>
    </nav>
    <button class="veil" type="button" tabindex="-1" aria-label="Close the menu" @click=${() => (this.menuOpen = false)}></button>`;
  }

  #bar() {
    const { theme, utc } = settings.value;
    const [themeIcon, themeLabel] = THEMES[theme];
    const order = Object.keys(THEMES);
    const nextTheme = order[(order.indexOf(theme) + 1) % order.length];
    return html`<header class="bar">
      <button class="icon-button menu" type="button" aria-label="Menu" aria-expanded=${this.menuOpen}
        @click=${() => (this.menuOpen = !this.menuOpen)}>${icon('menu')}</button>
      <a class="bar-title" href="/">StackLens</a>
      <span class="grow"></span>
      ${this.#connection()}
      <button class="quiet zone" type="button" title="Times are ${utc ? 'UTC' : 'local'}; press to switch (u)"
        aria-label="Times are ${utc ? 'UTC' : 'local'}; switch" @click=${() => change({ utc: !utc })}>${utc ? 'UTC' : 'Local'}</button>
      <button class="icon-button" type="button" title="Colours: ${themeLabel}" aria-label="Colours: ${themeLabel}; switch"
        @click=${() => change({ theme: nextTheme })}>${icon(themeIcon)}</button>
      <button class="icon-button keys-button" type="button" title="Keys (?)" aria-label="Keys" @click=${() => helpShown.set(true)}>${icon('help')}</button>
      ${this.#user()}
    </header>`;
  }

  #connection() {
    const { paused } = settings.value;
    const broken = connection.value === 'disconnected';
    const state = broken ? 'disconnected' : paused ? 'paused' : connection.value;
    const words = { connecting: 'Connecting', connected: 'Live', disconnected: 'Disconnected', paused: 'Paused' };
    const seen = lastAnswer.value ? `, last answer ${timeText(lastAnswer.value, { dateless: true })}` : '';
    return html`<span class="connection ${state}" role="status" title="Refreshes every 5 s${seen}"><i aria-hidden="true"></i><span>${words[state]}</span></span>
      <button class="icon-button" type="button" aria-pressed=${paused} title="${paused ? 'Resume' : 'Pause'} refreshing (p)"
        aria-label="${paused ? 'Resume' : 'Pause'} refreshing" @click=${() => change({ paused: !paused })}>${icon(paused ? 'play' : 'pause')}</button>`;
  }

  #user() {
    const { user } = session;
    if (!user || user.authentication === 'none') return nothing;
    return html`${this.#account('who')}
      <button class="icon-button" type="button" title="Sign out" aria-label="Sign out" @click=${() => session.logout()}>${icon('out')}</button>`;
  }

  #account(place) {
    const { user } = session;
    if (!user || user.authentication === 'none') return nothing;
    return html`<a class=${place} href="/login" title="${user.username}, ${user.role}: your account">
      ${icon('user')}<span>${user.username}</span></a>`;
  }

  #notes() {
    return html`<div class="notes" role="status" aria-live="polite">
      ${repeat(notes.value, note => note.id, note => html`<div class="note ${note.kind}"><span>${note.text}</span>
        <button class="icon-button" type="button" aria-label="Dismiss" @click=${() => dismiss(note.id)}>${icon('close')}</button></div>`)}
    </div>`;
  }

  #help() {
    const row = ([key, label]) => html`<tr><td><kbd>${key}</kbd></td><td>${label}</td></tr>`;
    const jumps = routes.filter(route => route.key && session.can(route.role ?? 'viewer'));
    return html`<sl-dialog heading="Keys" wide .open=${helpShown.value} @close=${() => helpShown.set(false)}>
      ${helpShown.value ? html`<div class="columns keys">
        <table><caption>On this page</caption><tbody>
          ${bindings().map(row)}
          ${row(['↑ ↓', 'Move in a list'])}${row(['Enter', 'Open what has the focus'])}${row(['?', 'This list'])}
        </tbody></table>
        <table><caption>Go to</caption><tbody>
          ${jumps.map(route => html`<tr><td><kbd>g</kbd> <kbd>${route.key}</kbd></td><td>${route.title}</td></tr>`)}
        </tbody></table></div>` : nothing}
    </sl-dialog>`;
  }
}

/** What stands in a page's place while nobody knows who looks at it. */
function waiting(trouble) {
  if (trouble.status === 0) return trouble;
  return new Problem({
    status: trouble.status,
    title: 'The server cannot say now who you are',
    detail: `It answers: ${trouble.detail || trouble.title}. You stay signed in, and this page comes back by itself.`,
  });
}

customElements.define('sl-app', App);
