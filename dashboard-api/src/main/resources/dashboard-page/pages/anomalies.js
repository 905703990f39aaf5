import { html, nothing, styled } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get } from '../core/api.js';
import { href } from '../core/router.js';
import { rowKeys } from '../core/keys.js';
import { icon } from '../core/icons.js';
import { number, time } from '../core/format.js';
import { reasonText } from '../components/lists.js';
import { mark, state } from '../components/states.js';
import '../components/time-range.js';

const SEVERITIES = ['CRITICAL', 'WARNING', 'INFO'];

class Anomalies extends Page {
  async load(signal) {
    const { service, severity, min_score } = Object.fromEntries(this.query);
    const answer = await get('/anomalies', { service, severity, min_score, ...this.range.params(), limit: 200 }, { signal });
    this.data = answer.items;
    this.more = answer.next_cursor !== null;
  }

  render() {
    const service = this.query.get('service');
    const severity = this.query.get('severity');
    return html`
      <header class="page-head"><h1>Anomalies</h1>
        <div class="actions"><sl-time-range .range=${this.range} @choose=${event => this.setQuery(event.detail)}></sl-time-range></div></header>
      <p class="muted">Minutes of a service that were unlike its own history, and what was unusual in them.</p>
      <div class="toolbar">
        <div class="segments" role="group" aria-label="Severity">
          <button type="button" aria-pressed=${!severity} @click=${() => this.setQuery({ severity: null })}>All</button>
          ${SEVERITIES.map(name => html`<button type="button" aria-pressed=${severity === name} @click=${() => this.setQuery({ severity: name })}>${name.toLowerCase()}</button>`)}
        </div>
        ${service ? html`<span class="chip">service: ${service}<button type="button" class="icon-button" aria-label="All services" @click=${() => this.setQuery({ service: null })}>${icon('close')}</button></span>` : nothing}
      </div>
      <section class="card">${state({ data: this.data, problem: this.problem, rows: 10,
        empty: html`<sl-empty icon="anomalies" heading="Nothing unusual" text="No window in ${this.range.label.toLowerCase()} was unlike its history. A service needs some hours of history before it is judged."></sl-empty>` },
        anomalies => this.#table(anomalies))}</section>`;
  }

  #table(anomalies) {
    return html`<div class="scroll"><table class="folding"><thead><tr><th>When</th><th>Service</th><th>Severity</th><th>Score</th><th>What was unusual</th><th>Detector</th></tr></thead>
      <tbody @keydown=${rowKeys}>${anomalies.map(one => html`<tr>
        <td class="nowrap"><a data-row href="/anomalies/${encodeURIComponent(one.id)}">${time(one.window_start)}</a></td>
        <td class="nowrap"><a href=${href(`/services/${encodeURIComponent(one.service)}`, this.range.query)}>${one.service}</a>${one.route ? html` <span class="mono">${one.route}</span>` : nothing}</td>
        <td>${mark(one.severity)}</td>
        <td class="score"><span class="share"><i ${styled({ '--share': `${100 * one.score}%`, '--share-colour': 'var(--severity-warning)' })}></i></span> ${number(one.score, 2)}</td>
        <td class="whole">${one.reasons.slice(0, 3).map((reason, i) => html`${i ? '; ' : ''}${reasonText(reason)}`)}</td>
        <td class="muted nowrap detector">${one.detector}</td></tr>`)}</tbody></table></div>
      ${this.more ? html`<p class="muted small">The 200 newest; choose a shorter time to see others.</p>` : nothing}`;
  }
}

customElements.define('sl-page-anomalies', Anomalies);
