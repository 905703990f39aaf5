// Where people say who they are.

import { html, nothing } from '../core/lit.js';
import { post } from '../core/api.js';
import { field, valuesOf } from '../core/forms.js';
import { navigate } from '../core/router.js';
import { loginOptions, session } from '../core/session.js';
import { Watching } from '../core/store.js';
import { ActingPage } from './acting.js';

class LoginPage extends ActingPage {
  static refresh = false;
  oidc = null;
  isOpen = false;
  wrong = null;

  constructor() {
    super();
    new Watching(this, session);
  }

  async load() {
    const options = await loginOptions();
    this.show({ oidc: options?.oidc ?? null, isOpen: options?.authentication_required === false });
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
  }

  async enter(event, how) {
    event.preventDefault();
    const form = event.target;
    this.show({ busy: true, wrong: null });
    const wrong = await how(valuesOf(form)).catch(() => ({
      title: 'No answer', detail: 'The server does not answer. Try again in a moment.' }));
    this.show({ busy: false, wrong });
    if (wrong) {
      form.querySelector('input[type=password]')?.select();
    } else {
      navigate(this.destination(), { replace: true });
    }
  }

  /** Where the user wanted to go: only ever a page of this site. */
  destination() {
    const to = this.query.get('to') ?? '/';
    return to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') && !to.startsWith('/login') ? to : '/';
  }

  render() {
    if (session.user && session.user.authentication !== 'none') return this.signedIn();
    return html`
      <section class="card login" aria-labelledby="login-title">
        <h1 id="login-title">Sign in to StackLens</h1>
        ${this.isOpen ? html`<p class="muted">This server asks nobody who they are. <a href="/">To the overview</a></p>` : nothing}
        ${this.wrong ? html`<p class="refused" role="alert">${this.wrong.detail ?? this.wrong.title}</p>` : nothing}
        <form @submit=${event => this.enter(event, values => session.login(values.username, values.password))}>
          ${field('Name', html`<input name="username" required autocomplete="username" autocapitalize="none" spellcheck="false">`)}
          ${field('Password', html`<input type="password" name="password" data-as="exact" required autocomplete="current-password">`)}
          <button type="submit" class="primary" ?disabled=${this.busy}>Sign in</button>
        </form>
        ${this.oidc ? html`
          <details>
            <summary>With a token of ${this.oidc.issuer}</summary>
            <form @submit=${event => this.enter(event, values => session.useToken(values.token))}>
              ${field('Access token', html`<input type="password" name="token" required autocomplete="off">`,
                { hint: 'kept by this page until it is closed or loaded anew' })}
              <button type="submit" ?disabled=${this.busy}>Use it</button>
            </form>
          </details>` : nothing}
      </section>`;
  }

  async changePassword(event) {
    event.preventDefault();
    const form = event.target;
    const answer = await this.act(() => post('/auth/password', valuesOf(form)), 'Changed. Other sessions of yours have ended.');
    if (!answer) return;
    session.changed(answer);
    form.reset();
  }

  passwordForm() {
    return html`
      <details>
        <summary>Change the password</summary>
        ${this.refused?.errors.length ? nothing : this.refusal()}
        <form @submit=${this.changePassword}>
          ${field('Present password', html`<input type="password" name="current" data-as="exact" required autocomplete="current-password">`,
            { name: 'current', problem: this.refused })}
          ${field('New password', html`<input type="password" name="password" data-as="exact" required autocomplete="new-password">`,
            { name: 'password', problem: this.refused })}
          <button type="submit" ?disabled=${this.busy}>Change it</button>
        </form>
      </details>`;
  }

  signedIn() {
    return html`
      <section class="card login">
        <h1>Your account</h1>
        <p>Signed in as <strong>${session.user.username}</strong> (${session.user.role}).</p>
        <p class="form-actions">
          <a class="button primary" href="/">To the overview</a>
          <button @click=${() => session.logout()}>Sign out</button>
        </p>
        ${session.user.authentication === 'password' ? this.passwordForm() : nothing}
      </section>`;
  }
}

customElements.define('sl-page-login', LoginPage);
