// Who may do what, who is told, how long data are kept, and what was changed: each part in a module of its own.

import { html, nothing } from '../core/lit.js';
import { session } from '../core/session.js';
import { ActingPage, empty, head, onlyFor } from './acting.js';

const PARTS = [
  ['users', 'Users', () => import('./admin/users.js')],
  ['keys', 'API keys', () => import('./admin/keys.js')],
  ['channels', 'Channels', () => import('./admin/channels.js')],
  ['routes', 'Routes', () => import('./admin/routes.js')],
  ['notifications', 'Delivery', () => import('./admin/notifications.js')],
  ['retention', 'Retention', () => import('./admin/retention.js')],
  ['audit', 'Audit', () => import('./admin/audit.js')],
];

class AdminPage extends ActingPage {
  static refresh = false;
  ready = new Set();

  get shown() {
    return this.params.part ?? PARTS[0][0];
  }

  async load() {
    const known = PARTS.find(([name]) => name === this.shown);
    if (known && !this.ready.has(this.shown)) {
      await known[2]();
      this.ready.add(this.shown);
      this.requestUpdate();
    }
  }

  updated() {
    super.updated();
    this.querySelector('nav.tabs [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }

  render() {
    if (!session.can('admin')) {
      return html`${head('Admin')}${onlyFor('admins')}`;
    }
    return html`
      ${head('Admin')}
      <nav class="tabs" aria-label="Parts">
        ${PARTS.map(([name, title]) => html`
          <a href="/admin/${name}" aria-current=${name === this.shown ? 'page' : nothing}>${title}</a>`)}
      </nav>
      ${this.content()}`;
  }

  content() {
    if (!PARTS.some(([name]) => name === this.shown)) return empty('There is no such part.');
    if (!this.ready.has(this.shown)) return html`<sl-loading></sl-loading>`;
    switch (this.shown) {
      case 'users': return html`<sl-admin-users .params=${this.params} .query=${this.query}></sl-admin-users>`;
      case 'keys': return html`<sl-admin-keys .params=${this.params} .query=${this.query}></sl-admin-keys>`;
      case 'channels': return html`<sl-admin-channels .params=${this.params} .query=${this.query}></sl-admin-channels>`;
      case 'routes': return html`<sl-admin-routes .params=${this.params} .query=${this.query}></sl-admin-routes>`;
      case 'notifications': return html`<sl-admin-notifications .params=${this.params} .query=${this.query}></sl-admin-notifications>`;
      case 'retention': return html`<sl-admin-retention .params=${this.params} .query=${this.query}></sl-admin-retention>`;
      default: return html`<sl-admin-audit .params=${this.params} .query=${this.query}></sl-admin-audit>`;
    }
  }
}

customElements.define('sl-page-admin', AdminPage);
