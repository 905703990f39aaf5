// One incident: where it stands, what happened in which order, and what was found.

import { html, nothing } from '../core/lit.js';
import { download, get, patch, post } from '../core/api.js';
import { time } from '../core/format.js';
import { session } from '../core/session.js';
import { choice, field, valuesOf } from '../core/forms.js';
import { ActingPage, head } from './acting.js';
import { summaryView } from './incident-summary.js';

/** Where an incident may go from where it stands. */
const NEXT = {
  open: ['investigating', 'mitigated', 'resolved'],
  investigating: ['mitigated', 'resolved'],
  mitigated: ['investigating', 'resolved'],
  resolved: ['investigating'],
};

/** The summary looks at many lines; it is asked for less often than the rest. */
const SUMMARY_EVERY_MS = 30_000;

class IncidentPage extends ActingPage {
  incident = null;
  summary = null;
  summaryDueAt = 0;
  isLinking = false;

  get path() {
    return `/incidents/${encodeURIComponent(this.params.id)}`;
  }

  async load(signal) {
    const incident = await get(this.path, {}, { signal });
    this.show({ incident });
    if (Date.now() >= this.summaryDueAt) {
      this.summaryDueAt = Date.now() + SUMMARY_EVERY_MS;
      const summary = await get(`${this.path}/summary`, {}, { signal }).catch(problem => ({ problem }));
      if (!signal.aborted) this.show({ summary });
    }
  }

  async change(values, done) {
    await this.act(() => patch(this.path, values), done);
    await this.reload();
  }

  async note(event) {
    event.preventDefault();
    const form = event.target;
    if (await this.act(() => post(`${this.path}/notes`, valuesOf(form)), 'Noted.')) form.reset();
    await this.reload();
  }

  async link(event) {
    event.preventDefault();
    const links = valuesOf(event.target);
    if (await this.act(() => post(`${this.path}/links`, links), 'Linked.')) this.show({ isLinking: false });
    await this.reload();
  }

  postMortem() {
    return this.act(() => download(`${this.path}/post-mortem`, {}, `incident-${this.params.id}.md`));
  }

  render() {
    const up = { href: '/incidents', text: 'Incidents' };
    const { incident } = this;
    if (!incident) {
      return html`${head('Incident', nothing, up)}${this.awaited(null)}`;
    }
    return html`
      ${head(incident.title, html`
        ${this.isOperator ? html`<button @click=${() => this.show({ isLinking: true, refused: null })}>Link</button>` : nothing}
        <button ?disabled=${this.busy} @click=${this.postMortem}>Post-mortem</button>`, up)}
      ${this.state(incident)}
      <div class="columns wide-left">
        ${this.timeline(incident)}
        <div>
          ${summaryView(this.summary)}
          ${this.linked(incident)}
        </div>
      </div>
      <sl-dialog heading="Link to this incident" .open=${this.isLinking} @close=${() => this.show({ isLinking: false })}>
        ${this.isLinking ? this.linkForm() : nothing}
      </sl-dialog>`;
  }

  /** Where it stands, and who is on it. */
  state(incident) {
    const isFixed = !this.isOperator || this.busy;
    const me = session.user?.username;
    return html`
      <section class="card" aria-label="State">
        <div class="form-grid">
          ${field('Status', choice('status', incident.status, [incident.status, ...NEXT[incident.status]], { disabled: isFixed,
            onchange: e => this.change({ status: e.target.value }, `Now ${e.target.value}.`) }), { name: 'status', problem: this.refused })}
          ${field('Severity', choice('severity', incident.severity, ['INFO', 'WARNING', 'CRITICAL'], { disabled: isFixed,
            onchange: e => this.change({ severity: e.target.value }, 'Changed.') }), { name: 'severity', problem: this.refused })}
          ${field('Assignee', html`<input name="assignee" ?disabled=${isFixed} .value=${incident.assignee ?? ''}
            @change=${e => this.change({ assignee: e.target.value.trim() }, 'Assigned.')}>`, { name: 'assignee', problem: this.refused })}
          ${me && incident.assignee !== me && this.isOperator ? html`<div class="field"><span class="label">&nbsp;</span>
            <button ?disabled=${isFixed} @click=${() => this.change({ assignee: me }, 'It is yours.')}>Take it</button></div>` : nothing}
        </div>
        <p class="muted">Began ${time(incident.started_at)}${incident.resolved_at ? html`, resolved ${time(incident.resolved_at)}` : nothing},
          opened by ${incident.created_by}${(incident.services ?? []).length > 0 ? html`; touches
            ${incident.services.map((service, i) => html`${i > 0 ? ', ' : ''}<a href="/services/${encodeURIComponent(service)}">${service}</a>`)}` : nothing}.</p>
      </section>`;
  }

  timeline(incident) {
    const events = incident.timeline ?? [];
    return html`
      <section class="card" aria-label="Timeline">
        <h2>Timeline</h2>
        ${this.isOperator ? html`
          <form class="note-form" @submit=${this.note}>
            <textarea name="text" rows="2" required maxlength="10000" aria-label="A note" placeholder="What was seen, tried, decided"></textarea>
            <button type="submit" ?disabled=${this.busy}>Add note</button>
          </form>` : nothing}
        ${events.length === 0 ? html`<p class="muted">Nothing has happened yet.</p>` : html`
          <ol class="timeline">${[...events].reverse().map(event => html`
            <li class="of-${event.type}">
              ${time(event.time)}
              <span class="tag">${event.type}</span>
              <span class="text">${refOf(event)}</span>
              ${event.actor ? html`<span class="muted">${event.actor}</span>` : nothing}
            </li>`)}</ol>`}
      </section>`;
  }

  linked(incident) {
    const alerts = incident.alert_ids ?? [];
    const anomalies = incident.anomaly_ids ?? [];
    const logs = incident.log_ids ?? [];
    if (alerts.length + anomalies.length + logs.length === 0) return nothing;
    return html`
      <section class="card" aria-label="Linked">
        <h2>Linked</h2>
        <ul class="names">
          ${alerts.map(id => html`<li>alert <a class="mono" href="/alerts/${encodeURIComponent(id)}">${id}</a></li>`)}
          ${anomalies.map(id => html`<li>anomaly <a class="mono" href="/anomalies?id=${encodeURIComponent(id)}">${id}</a></li>`)}
          ${logs.map(id => html`<li>line <a class="mono" href="/logs?id=${encodeURIComponent(id)}">${id}</a></li>`)}
        </ul>
      </section>`;
  }

  linkForm() {
    const ids = (name, label) => field(label, html`<textarea name=${name} data-as="list" rows="2" class="mono" spellcheck="false"></textarea>`,
      { name, hint: 'ids, with commas or lines between', problem: this.refused, wide: true });
    return html`
      <form class="form-grid" @submit=${this.link}>
        ${this.refusal()}
        ${ids('alert_ids', 'Alerts')}
        ${ids('anomaly_ids', 'Anomalies')}
        ${ids('log_ids', 'Log lines')}
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Link</button></p>
      </form>`;
  }
}

/** What happened, as a link to the thing itself if there is one. */
function refOf({ type, text, ref }) {
  const places = { alert: 'alerts/', anomaly: 'anomalies?id=', log: 'logs?id=' };
  return ref && places[type] ? html`<a href="/${places[type]}${encodeURIComponent(ref)}">${text}</a>` : text;
}

customElements.define('sl-page-incident', IncidentPage);
