// One episode: what was measured, the lines behind it, and what to do about it.

import { html, nothing } from '../core/lit.js';
import '../components/chart.js';
import { mark } from '../components/states.js';
import { get, post } from '../core/api.js';
import { duration, number, time } from '../core/format.js';
import { navigate } from '../core/router.js';
import { labelsText, valuesOf } from '../core/forms.js';
import { ActingPage, head } from './acting.js';
import { marks } from './alerts.js';
import { logsLink, recordRow } from './lines.js';

class AlertPage extends ActingPage {
  alert = null;

  async load(signal) {
    this.show({ alert: await get(`/alerts/${encodeURIComponent(this.params.id)}`, {}, { signal }) });
  }

  async command(action, done) {
    await this.act(() => post(`/alerts/${encodeURIComponent(this.alert.id)}/${action}`), done);
    await this.reload();
  }

  async comment(event) {
    event.preventDefault();
    const form = event.target;
    const said = await this.act(
      () => post(`/alerts/${encodeURIComponent(this.alert.id)}/comments`, valuesOf(form)), 'Commented.');
    if (said) form.reset();
    await this.reload();
  }

  async openIncident() {
    const { id, rule, service } = this.alert;
    const incident = await this.act(
      () => post('/incidents', { title: `${rule} on ${service}`, alert_ids: [id] }), 'Incident opened.');
    if (incident) navigate(`/incidents/${incident.id}`);
  }

  render() {
    const { alert } = this;
    if (!alert) {
      return this.problem
        ? html`<sl-problem .problem=${this.problem}></sl-problem>` : html`<sl-loading></sl-loading>`;
    }
    return html`
      ${head(alert.rule, this.actions(alert), { href: '/alerts', text: 'Alerts' })}
      <p class="lead">
        ${mark(alert.severity)}
        ${mark(alert.status)}
        <a href="/services/${encodeURIComponent(alert.service)}">${alert.service}</a>
        ${alert.route ? html`<span class="mono">${alert.route}</span>` : nothing}
        ${marks(alert)}
      </p>
      <div class="columns">
        ${this.measured(alert)}
        ${this.facts(alert)}
      </div>
      ${this.lines(alert)}
      ${this.past(alert)}`;
  }

  actions(alert) {
    const isOpen = alert.status === 'firing' || alert.status === 'acknowledged';
    const silence = new URLSearchParams({ service: alert.service, rule: alert.rule });
    return html`
      ${alert.runbook_url ? html`<a class="button" href=${alert.runbook_url} rel="noreferrer">Runbook</a>` : nothing}
      ${this.isOperator ? html`
        <a class="button" href="/silences/new?${silence}">Silence</a>
        <button ?disabled=${this.busy} @click=${this.openIncident}>Open incident</button>
        ${isOpen ? html`<button ?disabled=${this.busy} @click=${() => this.command('resolve', 'Resolved.')}>Resolve</button>` : nothing}
        ${alert.status === 'firing' ? html`<button class="primary" ?disabled=${this.busy}
          @click=${() => this.command('acknowledge', 'Acknowledged.')}>Acknowledge</button>` : nothing}` : nothing}`;
  }

  /** The value against its threshold, and how it came there. */
  measured(alert) {
    const series = seriesOf(alert);
    const fired = (alert.changes ?? []).find(change => change.status === 'firing');
    return html`
      <section class="card" aria-label="What was measured">
        <h2>${alert.metric ?? alert.kind}</h2>
        <p class="versus">
          <strong>${number(alert.value)}</strong>
          ${fired === undefined || fired.value === alert.value ? nothing
            : html`<span class="muted">now, ${number(fired.value)} when it fired,</span>`}
          ${alert.threshold === null || alert.threshold === undefined ? nothing
            : html`<span class="muted">against ${number(alert.threshold)}${alert.window_seconds
              ? html` over ${duration(alert.window_seconds)}` : nothing}</span>`}
        </p>
        ${series.length > 1 ? html`
          <sl-chart .height=${180}
            .times=${series.map(point => Date.parse(point.time) / 1000)}
            .series=${[{ label: alert.metric ?? 'value', values: series.map(point => point.value), colour: '--series-3' }]}
            .thresholds=${typeof alert.threshold === 'number'
              ? [{ value: alert.threshold, label: 'threshold' }] : []}></sl-chart>`
          : html`<p class="muted">No earlier values of this series are known.</p>`}
      </section>`;
  }

  facts(alert) {
    return html`
      <section class="card" aria-label="The episode">
        <h2>Episode</h2>
        <dl class="facts">
          ${fact('Rule', alert.rule_id ? html`<a href="/rules/${alert.rule_id}">${alert.rule}</a>` : alert.rule)}
          ${fact('Kind', alert.kind)}
          ${fact('Pending since', alert.pending_since && time(alert.pending_since))}
          ${fact('Fired', alert.started_at && time(alert.started_at))}
          ${fact('Acknowledged', alert.acknowledged_at && html`${time(alert.acknowledged_at)} by ${alert.acknowledged_by}`)}
          ${fact('Resolved', alert.resolved_at && time(alert.resolved_at))}
          ${fact('Window', alert.window_start && html`${time(alert.window_start)} to ${time(alert.window_end)}`)}
          ${fact('Labels', labelsText(alert.labels))}
          ${fact('Group', alert.group_key)}
          ${fact('Fingerprint', html`<span class="mono">${alert.fingerprint}</span>`)}
        </dl>
      </section>`;
  }

  lines(alert) {
    const records = alert.sample_records ?? [];
    const templates = alert.templates ?? [];
    return html`
      <section class="card" aria-label="Lines">
        <h2>Lines <a class="aside" href=${linesOf(alert)}>All of them</a></h2>
        ${records.length === 0
          ? html`<p class="muted">No lines are stored for it.</p>`
          : html`<ol class="records">${records.map(recordRow)}</ol>`}
        ${templates.length === 0 ? nothing : html`
          <h3>Most frequent templates</h3>
          <ul class="templates">${templates.map(text => html`<li class="mono">${text}</li>`)}</ul>`}
      </section>`;
  }

  /** Its changes of state, and what people did and said. */
  past(alert) {
    const events = [
      ...(alert.changes ?? []).map(change => ({ at: change.changed_at, what: changeText(change) })),
      ...(alert.actions ?? []).map(action => ({ at: action.at, what: actionText(action) })),
    ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return html`
      <section class="card" aria-label="What happened">
        <h2>What happened</h2>
        ${this.isOperator ? html`
          <form class="note-form" @submit=${this.comment}>
            <textarea name="comment" rows="1" required maxlength="2000" aria-label="Comment" placeholder="What is known, what was done"></textarea>
            <button type="submit" ?disabled=${this.busy}>Comment</button>
          </form>` : nothing}
        <ol class="timeline">${events.map(({ at, what }) => html`<li>${time(at)} ${what}</li>`)}</ol>
      </section>`;
  }
}

function changeText({ status, value, suppressed_by }) {
  return html`${mark(status)} <span class="number">${number(value)}</span>
    ${suppressed_by ? html`<a class="tag" href="/silences/${suppressed_by}">silenced</a>` : nothing}`;
}

function actionText({ action, by, comment }) {
  return html`<span class="tag">${action}</span> <span class="text">${comment}</span> <span class="muted">by ${by}</span>`;
}

function fact(name, value) {
  return value === null || value === undefined || value === ''
    ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function seriesOf(alert) {
  return (alert.history ?? []).filter(point => point.time !== undefined);
}

/** Where the lines of an episode's window are. */
function linesOf(alert) {
  const start = alert.window_start ?? alert.started_at ?? alert.pending_since;
  const margin = 5 * 60_000;
  return logsLink({
    q: alert.query ?? '',
    service: alert.query ? '' : alert.service,
    from: start ? new Date(Date.parse(start) - (alert.window_start ? 0 : margin)).toISOString() : '',
    to: alert.window_end ?? (start ? new Date(Date.parse(start) + margin).toISOString() : ''),
  });
}

customElements.define('sl-page-alert', AlertPage);
