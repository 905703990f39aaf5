// Episodes: what fires now, and what has.

import { html, nothing, repeat } from '../core/lit.js';
import { mark } from '../components/states.js';
import { get, post } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { number, since } from '../core/format.js';
import { navigate } from '../core/router.js';
import { choice } from '../core/forms.js';
import { ActingPage, empty, head } from './acting.js';

const STATUSES = [['active', 'Active'], ['firing', 'Firing'], ['acknowledged', 'Acknowledged'],
  ['pending', 'Pending'], ['resolved', 'Resolved'], ['all', 'All']];
const SEVERITIES = [['', 'Any severity'], 'CRITICAL', 'WARNING', 'INFO'];
const PAGE = 100;

class AlertsPage extends ActingPage {
  alerts = null;
  next = null;
  chosen = new Set();

  async load(signal) {
    const page = await get('/alerts', { ...this.filter(), limit: PAGE }, { signal });
    this.show({ alerts: page.items, next: page.next_cursor });
  }

  filter() {
    return {
      status: this.query.get('status') ?? 'active',
      severity: this.query.get('severity'),
      service: this.query.get('service'),
      rule: this.query.get('rule'),
    };
  }

  narrow(name, value) {
    const query = new URLSearchParams(this.query);
    if (value) query.set(name, value);
    else query.delete(name);
    this.chosen.clear();
    navigate(`/alerts?${query}`, { replace: true });
  }

  async more() {
    const page = await this.act(() => get('/alerts', { ...this.filter(), limit: PAGE, cursor: this.next }));
    if (page) this.show({ alerts: [...this.alerts, ...page.items], next: page.next_cursor });
  }

  async acknowledge(ids) {
    const done = await this.act(() => post('/alerts/acknowledge', { ids }),
      () => (ids.length === 1 ? 'Acknowledged.' : `${ids.length} alerts acknowledged.`));
    if (done) this.chosen.clear();
    await this.reload();
  }

  choose(id, isChosen) {
    if (isChosen) this.chosen.add(id);
    else this.chosen.delete(id);
    this.requestUpdate();
  }

  render() {
    const filter = this.filter();
    return html`
      ${head('Alerts', html`
        ${this.chosen.size > 0 ? html`<button class="primary" ?disabled=${this.busy}
          @click=${() => this.acknowledge([...this.chosen])}>Acknowledge ${this.chosen.size}</button>` : nothing}
        <a class="button" href="/silences">Silences</a>
        <a class="button" href="/rules">Rules</a>`)}
      <form class="toolbar" role="search" aria-label="Which alerts" @submit=${event => event.preventDefault()}>
        ${choice('status', filter.status, STATUSES, { onchange: e => this.narrow('status', e.target.value) })}
        ${choice('severity', filter.severity, SEVERITIES, { onchange: e => this.narrow('severity', e.target.value) })}
        <input type="search" name="service" placeholder="Service" aria-label="Service" .value=${filter.service ?? ''}
          @change=${e => this.narrow('service', e.target.value.trim())}>
        <input type="search" name="rule" placeholder="Rule" aria-label="Rule" .value=${filter.rule ?? ''}
          @change=${e => this.narrow('rule', e.target.value.trim())}>
      </form>
      ${this.table()}`;
  }

  table() {
    const waiting = this.awaited(this.alerts);
    if (waiting) return waiting;
    if (this.alerts.length === 0) {
      return empty(this.filter().status === 'active'
        ? 'Nothing is firing.' : 'No alert matches.');
    }
    return html`
      <div class="scroll card flush">
        <table class="alerts">
          <thead><tr>
            ${this.isOperator ? html`<th><span class="visually-hidden">Choose</span></th>` : nothing}
            <th>Severity</th><th>Rule</th><th>Service</th><th class="number" title="What was measured when it fired">Value</th>
            <th class="number">Threshold</th><th>Status</th><th>Since</th><th></th>
          </tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(this.alerts, alert => alert.id, alert => this.row(alert))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p class="more-link"><button ?disabled=${this.busy} @click=${this.more}>More</button></p>` : nothing}`;
  }

  row(alert) {
    const href = `/alerts/${encodeURIComponent(alert.id)}`;
    return html`
      <tr data-id=${alert.id}>
        ${this.isOperator ? html`<td>${alert.status === 'firing' ? html`
          <input type="checkbox" aria-label="Choose ${alert.rule} of ${alert.service}"
            .checked=${this.chosen.has(alert.id)}
            @change=${event => this.choose(alert.id, event.target.checked)}>` : nothing}</td>` : nothing}
        <td>${mark(alert.severity)}</td>
        <td><a data-row href=${href}>${alert.rule}</a>${marks(alert)}</td>
        <td>${alert.service}${alert.route ? html` <span class="muted mono">${alert.route}</span>` : nothing}</td>
        <td class="number" title=${alert.fired_value === null ? nothing : `now ${number(alert.value)}`}>${number(alert.fired_value ?? alert.value)}</td>
        <td class="number">${number(alert.threshold)}</td>
        <td>${mark(alert.status)}
          ${alert.acknowledged_by ? html`<span class="muted">${alert.status === 'acknowledged' ? 'by' : 'taken by'} ${alert.acknowledged_by}</span>` : nothing}</td>
        <td>${since(alert.started_at ?? alert.pending_since)}</td>
        <td class="row-actions">${this.isOperator && alert.status === 'firing' ? html`
          <button class="quiet" ?disabled=${this.busy}
            @click=${() => this.acknowledge([alert.id])}>Acknowledge</button>` : nothing}</td>
      </tr>`;
  }
}

/** What else is to be known of an episode at a glance. */
export function marks(alert) {
  return html`
    ${alert.suppressed_by ? html` <a class="tag" href="/silences/${alert.suppressed_by}">silenced</a>` : nothing}
    ${alert.flapping ? html` <span class="tag" title="It changes between firing and resolved too often">flapping</span>` : nothing}`;
}

customElements.define('sl-page-alerts', AlertsPage);
