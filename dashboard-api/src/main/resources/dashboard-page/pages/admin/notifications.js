// The delivery log: what was told to whom, what is still to be told, what could not be.

import { html, nothing, repeat } from '../../core/lit.js';
import { get } from '../../core/api.js';
import { since } from '../../core/format.js';
import { choice } from '../../core/forms.js';
import { setQuery } from '../../core/router.js';
import { ABSENT, ActingPage, empty, orElse } from '../acting.js';

const STATUSES = [['', 'Any status'], 'pending', 'delivered', 'failed', 'suppressed'];
const PAGE = 100;

class Notifications extends ActingPage {
  sent = null;
  next = null;

  filter() {
    const filter = {};
    for (const name of ['status', 'alert_id', 'channel_id']) filter[name] = this.query.get(name);
    return filter;
  }

  async load(signal) {
    const page = await orElse(get('/notifications', { ...this.filter(), limit: PAGE }, { signal }), ABSENT);
    this.show(page === ABSENT ? { sent: ABSENT } : { sent: page.items, next: page.next_cursor });
  }

  async more() {
    const page = await this.act(() => get('/notifications', { ...this.filter(), limit: PAGE, cursor: this.next }));
    if (page) this.show({ sent: [...this.sent, ...page.items], next: page.next_cursor });
  }

  render() {
    const waiting = this.awaited(this.sent, 'delivery log');
    if (waiting) return waiting;
    const filter = this.filter();
    return html`
      <div class="toolbar">
        ${choice('status', filter.status ?? '', STATUSES, { onchange: event => setQuery({ status: event.target.value }, { replace: true }) })}
        ${filter.alert_id || filter.channel_id ? html`<a class="button" href="/admin/notifications">Of all alerts and channels</a>` : nothing}
      </div>
      ${this.sent.length === 0 ? empty(`Nothing was to be notified${filter.status ? ' with this status' : ' yet'}.`) : html`
        <div class="scroll card flush"><table>
          <thead><tr><th>When</th><th>Channel</th><th>Status</th><th>Alert</th><th class="number">Attempts</th><th>Last error</th><th>Delivered</th></tr></thead>
          <tbody>${repeat(this.sent, one => one.id, row)}</tbody>
        </table></div>
        ${this.next ? html`<p class="more-link"><button ?disabled=${this.busy} @click=${this.more}>More</button></p>` : nothing}`}`;
  }
}

function row(one) {
  return html`
    <tr data-id=${one.id}>
      <td>${since(one.created_at)}</td>
      <td>${one.channel ?? one.channel_id}</td>
      <td><span class="tag ${one.status}">${one.status}</span></td>
      <td><a class="mono" href="/alerts/${encodeURIComponent(one.alert_id)}">${one.alert_id}</a> <span class="muted">${one.sequence}</span></td>
      <td class="number">${one.attempts}</td>
      <td class="clip">${one.last_error}${one.status === 'pending' && one.next_attempt_at ? html` <span class="muted">again ${since(one.next_attempt_at)}</span>` : nothing}</td>
      <td>${one.delivered_at ? since(one.delivered_at) : '–'}</td>
    </tr>`;
}

customElements.define('sl-admin-notifications', Notifications);
