import { html, nothing, styled } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get, post } from '../core/api.js';
import { href } from '../core/router.js';
import { Trends } from '../core/trends.js';
import { Range } from '../core/range.js';
import { session } from '../core/session.js';
import { millis, number, percent, short, time } from '../core/format.js';
import { logLines } from '../components/log-lines.js';
import { mark, state } from '../components/states.js';
import '../components/chart.js';

const AROUND_MS = 3_600_000;
const CHARTS = {
  error_rate: percent, latency_p50: millis, latency_p95: millis, latency_p99: millis, latency_avg: millis, latency_max: millis,
  event_count: short, error_count: short, total_requests: short, unique_users: short, bytes: short,
};

class Anomaly extends Page {
  static refresh = false;

  async load(signal) {
    this.data = await get(`/anomalies/${encodeURIComponent(this.params.id)}`, {}, { signal });
    const { service, window_start, window_end, samples } = this.data;
    this.around = new Range({ from: new Date(Date.parse(window_start) - AROUND_MS), to: new Date(Date.parse(window_end) + AROUND_MS / 2) });
    await this.ask({
      trends: new Trends(Object.keys(CHARTS), service).load(this.around, signal),
      lines: Promise.all(samples.slice(0, 10).map(id => get(`/logs/${encodeURIComponent(id)}`, { before: 0, after: 0 }, { signal }).catch(() => null)))
        .then(found => found.filter(Boolean)),
    });
  }

  async #judge(verdict) {
    const path = `/anomalies/${encodeURIComponent(this.data.id)}/feedback`;
    const done = await this.guard(post(path, { verdict }), 'Thank you, noted');
    if (done !== undefined) await this.reload();
  }

  render() {
    return html`${state({ data: this.data, problem: this.problem, rows: 10 }, anomaly => this.#anomaly(anomaly))}`;
  }

  #anomaly(anomaly) {
    const { from, to } = { from: anomaly.window_start, to: anomaly.window_end };
    return html`
      <header class="page-head"><h1><a class="crumbs" href="/anomalies">Anomalies /</a> ${anomaly.service}${anomaly.route ? ` ${anomaly.route}` : ''}</h1>
        <div class="actions">${mark(anomaly.severity)}
          <a class="button" href=${href('/logs', { service: anomaly.service, from, to })}>Lines of that time</a>
          <a class="button" href=${href(`/services/${encodeURIComponent(anomaly.service)}`, this.around?.query)}>Service</a></div></header>
      <div class="columns">
        <section class="card"><h2>What was unusual</h2>${this.#reasons(anomaly)}</section>
        <section class="card"><h2>Facts</h2><dl class="facts">
          <dt>Score</dt><dd><strong>${number(anomaly.score, 3)}</strong> of 1</dd>
          <dt>Window</dt><dd>${time(from, { full: true })} – ${time(to)}</dd>
          <dt>Detected</dt><dd>${time(anomaly.detected_at, { full: true })}</dd>
          <dt>Detector</dt><dd>${anomaly.detector}</dd>
          <dt>Id</dt><dd class="mono">${anomaly.id}</dd></dl>
          ${this.#feedback(anomaly)}</section>
      </div>
      ${this.#charts(anomaly)}
      <section class="card"><h2>Lines of the window</h2>${state({ ...this.part('lines'), rows: 4, empty: html`<sl-empty text="No lines are kept as samples."></sl-empty>` },
        lines => logLines(lines, { hrefOf: item => href('/logs', { id: item.id, service: anomaly.service, from, to }), dated: true }))}</section>`;
  }

  #reasons(anomaly) {
    return html`<div class="scroll"><table><thead><tr><th>Feature</th><th class="number">Was</th><th class="number">Usually</th><th>Part in the score</th></tr></thead><tbody>
      ${anomaly.reasons.map(reason => {
        const format = CHARTS[reason.feature] ?? number;
        return html`<tr><th scope="row">${reason.feature.replaceAll('_', ' ')}</th><td class="number">${format(reason.value)}</td><td class="number">${format(reason.expected)}</td>
          <td class="score"><span class="share"><i ${styled({ '--share': `${100 * reason.contribution}%` })}></i></span> ${number(100 * reason.contribution, 0)} %</td></tr>`;
      })}</tbody></table></div>`;
  }

  /** Only where the server takes it, and from those who may. */
  #feedback(anomaly) {
    if (!('feedback' in anomaly)) return nothing;
    const given = anomaly.feedback;
    if (!session.can('operator')) return given ? html`<p>Judged: ${given.verdict}</p>` : nothing;
    const button = (verdict, label) => html`<button type="button" aria-pressed=${given?.verdict === verdict} @click=${() => this.#judge(verdict)}>${label}</button>`;
    return html`<div class="feedback"><span class="muted">Was this worth knowing?</span> ${button('useful', 'Yes')} ${button('false_alarm', 'No, a false alarm')}
      ${given ? html`<span class="muted">${given.by}, ${time(given.at)}</span>` : nothing}</div>`;
  }

  #charts(anomaly) {
    const wanted = anomaly.reasons.map(reason => reason.feature).filter(feature => feature in CHARTS);
    const shown = (wanted.length ? wanted : ['event_count', 'error_rate']).slice(0, 4);
    const bands = [{ from: Date.parse(anomaly.window_start) / 1000, to: Date.parse(anomaly.window_end) / 1000, colour: '--severity-warning' }];
    return html`<div class="columns quads">${shown.map((feature, i) => html`<section class="card"><h2>${feature.replaceAll('_', ' ')}</h2>
      ${state({ ...this.part('trends'), rows: 5 }, ({ times, values }) => html`<sl-chart .label=${feature} .times=${times} .bands=${bands} .format=${CHARTS[feature]} height="140" sync="anomaly"
        .series=${[{ label: feature.replaceAll('_', ' '), values: values[feature], colour: `--series-${i + 1}`, fill: true }]} .from=${this.around.from} .to=${this.around.to}></sl-chart>`)}
    </section>`)}</div>`;
  }
}

customElements.define('sl-page-anomaly', Anomaly);
