// Incidents: what people work on.

import { html, nothing, repeat } from '../core/lit.js';
import { mark } from '../components/states.js';
import { get, post } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { duration, since } from '../core/format.js';
import { navigate } from '../core/router.js';
import { choice, field, valuesOf } from '../core/forms.js';
import { ABSENT, ActingPage, empty, head, orElse } from './acting.js';

const FILTERS = [['', 'Any status'], 'open', 'investigating', 'mitigated', 'resolved'];

class IncidentsPage extends ActingPage {
  incidents = null;
  next = null;
  isOpening = false;

  async load(signal) {
    const page = await orElse(get('/incidents', { status: this.query.get('status'), limit: 100 }, { signal }), ABSENT);
    this.show(page === ABSENT ? { incidents: ABSENT } : { incidents: page.items, next: page.next_cursor });
  }

  async more() {
    const page = await this.act(
      () => get('/incidents', { status: this.query.get('status'), limit: 100, cursor: this.next }));
    if (page) this.show({ incidents: [...this.incidents, ...page.items], next: page.next_cursor });
  }

  async open(event) {
    event.preventDefault();
    const incident = await this.act(() => post('/incidents', valuesOf(event.target)), 'Incident opened.');
    if (incident) navigate(`/incidents/${incident.id}`);
  }

  render() {
    return html`
      ${head('Incidents', this.isOperator && this.incidents !== ABSENT
        ? html`<button class="primary" @click=${() => this.show({ isOpening: true, refused: null })}>New incident</button>` : nothing)}
      <div class="toolbar">
        ${choice('status', this.query.get('status') ?? '', FILTERS, {
          onchange: event => navigate(event.target.value ? `/incidents?status=${event.target.value}` : '/incidents', { replace: true }) })}
      </div>
      ${this.table()}
      <sl-dialog heading="New incident" .open=${this.isOpening} @close=${() => this.show({ isOpening: false })}>
        ${this.isOpening ? this.form() : nothing}
      </sl-dialog>`;
  }

  form() {
    return html`
      <form class="form-grid" @submit=${this.open}>
        ${this.refusal()}
        ${field('Title', html`<input name="title" required maxlength="300">`, { name: 'title', problem: this.refused, wide: true })}
        ${field('Severity', choice('severity', 'WARNING', ['INFO', 'WARNING', 'CRITICAL']), { name: 'severity', problem: this.refused })}
        ${field('Services', html`<input name="services" data-as="list" placeholder="checkout, payment">`, { name: 'services', problem: this.refused })}
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Open</button></p>
      </form>`;
  }

  table() {
    const waiting = this.awaited(this.incidents, 'incidents');
    if (waiting) return waiting;
    if (this.incidents.length === 0) return empty(`No incident${this.query.get('status') ? ' is in this state' : ' yet'}.`);
    return html`
      <div class="scroll card flush">
        <table>
          <thead><tr><th>Incident</th><th>Status</th><th>Severity</th><th>Services</th><th>Assignee</th><th>Began</th><th class="number">Lasted</th></tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(this.incidents, incident => incident.id, row)}</tbody>
        </table>
      </div>
      ${this.next ? html`<p class="more-link"><button ?disabled=${this.busy} @click=${this.more}>More</button></p>` : nothing}`;
  }
}

function row(incident) {
  const end = incident.resolved_at ? Date.parse(incident.resolved_at) : Date.now();
  return html`
    <tr data-id=${incident.id}>
      <td><a data-row href="/incidents/${incident.id}">${incident.title}</a></td>
      <td>${mark(incident.status)}</td>
      <td>${mark(incident.severity)}</td>
      <td>${(incident.services ?? []).join(', ')}</td>
      <td>${incident.assignee ?? html`<span class="muted">nobody</span>`}</td>
      <td>${since(incident.started_at)}</td>
      <td class="number">${duration(Math.round((end - Date.parse(incident.started_at)) / 1000))}</td>
    </tr>`;
}

customElements.define('sl-page-incidents', IncidentsPage);
