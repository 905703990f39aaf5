// Tables that several pages show.
import { html, nothing, styled } from '../core/lit.js';
import { href } from '../core/router.js';
import { rowKeys } from '../core/keys.js';
import { millis, number, percent, since, short } from '../core/format.js';
import { mark } from './states.js';

const RANK = { critical: 0, degraded: 1, silent: 2, healthy: 3 };

/** Services in the order of concern: the worst first, then the busiest. */
export function byConcern(services) {
  return [...services].sort(
    (a, b) => (RANK[a.status] ?? 9) - (RANK[b.status] ?? 9) || b.events_per_minute - a.events_per_minute,
  );
}

const KIND = { critical: 'error', degraded: 'warning', silent: 'trace', healthy: 'good' };

export const statusMark = status => mark(status, KIND[status]);

/** The table of watched services; `range` goes along to the service's page. */
export function servicesTable(services, range) {
  const most = Math.max(1, ...services.map(service => service.events_per_minute));
  return html`<div class="scroll"><table class="services folding">
    <thead><tr><th>Service</th><th>Status</th><th class="number">Lines/min</th><th class="volume" aria-hidden="true"></th>
      <th class="number">Errors</th><th class="number">p99</th><th class="last">Last line</th></tr></thead>
    <tbody @keydown=${rowKeys}>
      ${services.map(service => html`<tr>
        <td class="whole"><a data-row href=${href(`/services/${encodeURIComponent(service.service)}`, range.query)}>${service.service}</a></td>
        <td>${statusMark(service.status)}</td>
        <td class="number" data-label="Lines/min">${short(Math.round(service.events_per_minute))}</td>
        <td class="volume" aria-hidden="true"><span class="share"><i ${styled({ '--share': `${(100 * service.events_per_minute) / most}%` })}></i></span></td>
        <td class="number" data-label="Errors">${percent(service.error_rate)}</td>
        <td class="number" data-label="p99">${millis(service.latency_p99)}</td>
        <td class="nowrap last" data-label="Last line">${since(service.last_seen)}</td>
      </tr>`)}
    </tbody></table></div>`;
}

const UNITS = {
  error_rate: percent, latency_p50: millis, latency_p95: millis, latency_p99: millis, latency_avg: millis, latency_max: millis,
};

/** A value of a metric with its unit. */
export const metricValue = (metric, value) => (UNITS[metric] ?? number)(value);

/** Alerts, one line each. */
export function alertsList(alerts) {
  return html`<ul class="rows" @keydown=${rowKeys}>
    ${alerts.map(alert => html`<li><a data-row href="/alerts/${encodeURIComponent(alert.id)}">
      <span class="row-head">${mark(alert.severity)}<strong>${alert.rule}</strong>
        ${alert.status === 'firing' ? nothing : html`<span class="chip">${alert.status}${alert.acknowledged_by ? ` by ${alert.acknowledged_by}` : ''}</span>`}
        ${alert.suppressed_by ? html`<span class="chip">silenced</span>` : nothing}</span>
      <span class="row-text">${alert.service}${alert.route ? ` ${alert.route}` : ''} ·
        ${metricValue(alert.metric, alert.value)}${alert.threshold === null ? nothing : html` (threshold ${metricValue(alert.metric, alert.threshold)})`}
        · ${since(alert.started_at ?? alert.pending_since)}</span>
    </a></li>`)}
  </ul>`;
}

/** The most frequent errors, each leading to its lines. */
export function errorsList(errors, range) {
  const most = Math.max(1, ...errors.map(error => error.total));
  return html`<ul class="rows" @keydown=${rowKeys}>
    ${errors.map(error => html`<li><a data-row href=${href('/logs', { q: `template_id:${error.template_id}`, service: error.service, ...range.query })}>
      <span class="row-head"><span class="mono clip" title=${error.sample}>${error.template ?? error.sample}</span>
        <b class="number">${short(error.total)}</b></span>
      <span class="row-text">${error.service}${error.exception_type ? html` · <span class="mono">${error.exception_type}</span>` : nothing} · ${since(error.last_seen)}
        <span class="share"><i ${styled({ '--share': `${(100 * error.total) / most}%`, '--share-colour': 'var(--severity-error)' })}></i></span></span>
    </a></li>`)}
  </ul>`;
}

/** Anomalies, one line each. */
export function anomaliesList(anomalies) {
  return html`<ul class="rows" @keydown=${rowKeys}>
    ${anomalies.map(anomaly => html`<li><a data-row href="/anomalies/${encodeURIComponent(anomaly.id)}">
      <span class="row-head">${mark(anomaly.severity)}<strong>${anomaly.service}${anomaly.route ? ` ${anomaly.route}` : ''}</strong>
        <b class="number">${number(anomaly.score, 2)}</b></span>
      <span class="row-text">${anomaly.reasons.slice(0, 2).map(reason => html`<span class="nowrap">${reasonText(reason)}</span> · `)}${since(anomaly.window_start)}</span>
    </a></li>`)}
  </ul>`;
}

export const reasonText = reason =>
  `${reason.feature.replaceAll('_', ' ')} ${metricValue(reason.feature, reason.value)} instead of ${metricValue(reason.feature, reason.expected)}`;
