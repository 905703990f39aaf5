// What was changed, by whom, from where; failed logins too.

import { html, nothing } from '../../core/lit.js';
import { get } from '../../core/api.js';
import { time } from '../../core/format.js';
import { setQuery } from '../../core/router.js';
import { ABSENT, ActingPage, empty, orElse } from '../acting.js';

const PAGE = 200;

class Audit extends ActingPage {
  entries = null;
  next = null;

  filter() {
    const filter = {};
    for (const name of ['actor', 'action']) filter[name] = this.query.get(name);
    return filter;
  }

  async load(signal) {
    const page = await orElse(get('/audit', { ...this.filter(), limit: PAGE }, { signal }), ABSENT);
    this.show(page === ABSENT ? { entries: ABSENT } : { entries: page.items, next: page.next_cursor });
  }

  async more() {
    const page = await this.act(() => get('/audit', { ...this.filter(), limit: PAGE, cursor: this.next }));
    if (page) this.show({ entries: [...this.entries, ...page.items], next: page.next_cursor });
  }

  render() {
    const waiting = this.awaited(this.entries, 'audit log');
    if (waiting) return waiting;
    const filter = this.filter();
    return html`
      <form class="toolbar" role="search" aria-label="Which entries" @submit=${event => event.preventDefault()}>
        ${['actor', 'action'].map(name => html`
          <input type="search" placeholder=${name === 'actor' ? 'Who' : 'What'} aria-label=${name} .value=${filter[name] ?? ''}
            @change=${event => setQuery({ [name]: event.target.value.trim() }, { replace: true })}>`)}
      </form>
      ${this.entries.length === 0 ? empty(`Nothing was changed${filter.actor || filter.action ? ' that matches' : ' yet'}.`) : html`
        <div class="scroll card flush"><table>
          <thead><tr><th>When</th><th>Who</th><th>Did</th><th>To</th><th>Detail</th><th>From</th></tr></thead>
          <tbody>${this.entries.map(row)}</tbody>
        </table></div>
        ${this.next ? html`<p class="more-link"><button ?disabled=${this.busy} @click=${this.more}>More</button></p>` : nothing}`}`;
  }
}

function row(entry) {
  const detail = entry.detail && typeof entry.detail === 'object' ? JSON.stringify(entry.detail) : entry.detail;
  return html`
    <tr>
      <td>${time(entry.time)}</td>
      <td>${entry.actor}</td>
      <td>${entry.action}</td>
      <td class="mono">${entry.object}</td>
      <td class="clip mono" title=${detail ?? ''}>${detail}</td>
      <td class="mono">${entry.address}</td>
    </tr>`;
}

customElements.define('sl-admin-audit', Audit);
