import { html, nothing, styled } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get, items } from '../core/api.js';
import { href } from '../core/router.js';
import { rangeQuery, WINDOW_SECONDS } from '../core/range.js';
import { Trends } from '../core/trends.js';
import { severityBars } from '../core/severities.js';
import { term } from '../core/query.js';
import { millis, number, percent, short, since } from '../core/format.js';
import { rowKeys } from '../core/keys.js';
import { alertsList, anomaliesList, errorsList, statusMark } from '../components/lists.js';
import { logLines } from '../components/log-lines.js';
import { state } from '../components/states.js';
import '../components/chart.js';
import '../components/time-range.js';

const LATENCIES = [['latency_p99', 'p99', '--series-3'], ['latency_p95', 'p95', '--series-2'], ['latency_p50', 'p50', '--series-1']];
const METRICS = ['event_count', 'error_count', 'error_rate', 'total_requests', 'unique_users', 'bytes', ...LATENCIES.map(([metric]) => metric)];

/** Windows of routes summed up by route; a quantile of several windows is the worst of them. */
function byRoute(windows) {
  const routes = new Map();
  for (const one of windows) {
    const sum = routes.get(one.route) ?? { route: one.route, events: 0, errors: 0, p50: null, p99: null };
    sum.events += one.event_count;
    sum.errors += one.error_count;
    sum.p50 = Math.max(sum.p50 ?? 0, one.latency_p50 ?? 0) || null;
    sum.p99 = Math.max(sum.p99 ?? 0, one.latency_p99 ?? 0) || null;
    routes.set(one.route, sum);
  }
  return [...routes.values()].sort((a, b) => b.events - a.events);
}

class Service extends Page {
  #trends = null;
  #of = null;

  async load(signal) {
    const service = this.params.name;
    if (service !== this.#of) {
      this.#of = service;
      this.#trends = new Trends(METRICS, service);
      this.got = {};
    }
    const range = this.range;
    const { from, to } = range.bounds();
    const options = { signal };
    const window = range.seconds <= 7200 ? '1min' : range.seconds <= 86_400 ? '5min' : '1hour';
    const step = WINDOW_SECONDS[window] * 1000;
    const whole = new Date(Math.floor(from / step) * step);
    await this.ask({
      status: items('/health-status', {}, 10_000, options).then(all => all.find(one => one.service === service) ?? null),
      trends: this.#trends.load(range, signal),
      volume: get('/logs/histogram', { service, from, to }, options),
      routes: get(`/metrics/${encodeURIComponent(service)}`, { route: '*', window, from: whole, to, limit: 10_000 }, options)
        .then(answer => byRoute(answer.items)),
      errors: get('/top-errors', { service, from, to, limit: 6 }, options),
      alerts: get('/alerts', { service, status: 'active', limit: 20 }, options),
      anomalies: get('/anomalies', { service, from, limit: 5 }, options),
      templates: get('/templates', { service, from, to, limit: 8 }, options),
      lines: get('/logs', { service, ...range.params(), limit: 15 }, options),
    });
  }

  #zoom = event => this.setQuery(rangeQuery(event.detail));

  get #logs() {
    return href('/logs', { service: this.params.name, ...this.range.query });
  }

  render() {
    const range = this.range;
    const service = this.params.name;
    const status = this.part('status').data;
    return html`
      <header class="page-head"><h1><a class="crumbs" href=${href('/services', range.query)}>Services /</a> ${service}</h1>
        <div class="actions">
          ${status ? statusMark(status.status) : nothing}
          <a class="button" href=${this.#logs}>Its lines</a>
          <sl-time-range .range=${range} @choose=${event => this.setQuery(event.detail)}></sl-time-range>
        </div>
      </header>
      ${this.#figures(status)}
      <div class="columns quads">
        <section class="card"><header><h2>Log lines</h2></header>${this.#volume(range)}</section>
        <section class="card"><header><h2>Error rate</h2></header>${this.#lines(range, [['error_rate', 'error rate', '--severity-error']], percent)}</section>
        <section class="card"><header><h2>Latency</h2></header>${this.#lines(range, LATENCIES, millis)}</section>
        <section class="card"><header><h2>Requests</h2></header>${this.#lines(range, [['total_requests', `requests per ${this.#windowName()}`, '--series-4']], short)}</section>
      </div>
      <div class="columns">
        <div class="stack">
          <section class="card"><h2>Routes</h2>${this.#routes(range)}</section>
          <section class="card"><header><h2>Kinds of lines</h2><a href=${href('/templates', { service, ...range.query })}>All templates</a></header>${this.#templates(range)}</section>
        </div>
        <div class="stack">
          <section class="card"><h2>Active alerts</h2>${this.#list('alerts', 'Nothing fires.', alertsList)}</section>
          <section class="card"><h2>Top errors</h2>${this.#list('errors', 'No errors in this time.', errors => errorsList(errors, range))}</section>
          <section class="card"><h2>Anomalies</h2>${this.#list('anomalies', 'Nothing unusual in this time.', anomaliesList)}</section>
        </div>
      </div>
      <section class="card"><header><h2>Newest lines</h2><a href=${this.#logs}>Search them</a></header>${this.#newest()}</section>`;
  }

  #windowName() {
    return { '1min': 'minute', '5min': '5 minutes', '1hour': 'hour' }[this.range.window];
  }

  #figures(status) {
    const trends = this.part('trends').data;
    const sum = metric => trends?.values[metric].reduce((all, value) => all + (value ?? 0), 0);
    const events = sum('event_count');
    const rate = events ? (100 * sum('error_count')) / events : null;
    return html`<div class="figures">
      <div class="figure"><span class="name">Lines</span><span class="value">${short(events)}</span>
        <span class="more">${status ? `${short(Math.round(status.events_per_minute))} a minute now` : ''}</span></div>
      <div class="figure ${rate >= 20 ? 'bad' : rate >= 5 ? 'warn' : ''}"><span class="name">Error rate</span><span class="value">${percent(rate)}</span>
        <span class="more">${short(sum('error_count'))} errors</span></div>
      <div class="figure"><span class="name">p99 latency, now</span><span class="value">${millis(trends?.latest.latency_p99)}</span>
        <span class="more">p50 ${millis(trends?.latest.latency_p50)}</span></div>
      <div class="figure"><span class="name">Requests</span><span class="value">${short(sum('total_requests'))}</span><span class="more">with a status or a duration</span></div>
      <div class="figure"><span class="name">Last line</span><span class="value last-line">${since(status?.last_seen)}</span>
        <span class="more">${trends?.latest.unique_users ? `${short(trends.latest.unique_users)} users per ${this.#windowName()}` : ''}</span></div>
    </div>`;
  }

  #volume(range) {
    return state({ ...this.part('volume'), rows: 5 }, answer => {
      const { times, series, total } = severityBars(answer.items);
      const { from, to } = range.bounds();
      return total === 0 ? html`<sl-empty text="No lines in this time."></sl-empty>`
        : html`<sl-chart label="Log lines by severity" .times=${times} .series=${series} .format=${short} .from=${from} .to=${to} height="150" sync="service" @zoom=${this.#zoom}></sl-chart>`;
    });
  }

  #lines(range, wanted, format) {
    return state({ ...this.part('trends'), rows: 5 }, ({ times, values }) => {
      const series = wanted.map(([metric, label, colour]) => ({ label, colour, values: values[metric], fill: wanted.length === 1 }));
      if (series.every(one => one.values.every(value => value === null))) return html`<sl-empty text="No values in this time."></sl-empty>`;
      const { from, to } = range.bounds();
      return html`<sl-chart .label=${wanted.map(([, label]) => label).join(', ')} .times=${times} .series=${series} .format=${format} .from=${from} .to=${to}
        height="150" sync="service" @zoom=${this.#zoom}></sl-chart>`;
    });
  }

  #list(name, text, render) {
    const { data, problem } = this.part(name);
    return state({ data: data?.items, problem, rows: 2, empty: html`<sl-empty .text=${text}></sl-empty>` }, render);
  }

  #routes(range) {
    return state({ ...this.part('routes'), rows: 6, empty: html`<sl-empty text="No line names a route in this time."></sl-empty>` }, routes => html`
      <div class="scroll"><table><thead><tr><th>Route</th><th class="number">Lines</th><th class="number">Errors</th><th class="number">p50</th><th class="number">p99</th></tr></thead>
      <tbody @keydown=${rowKeys}>${routes.slice(0, 25).map(one => html`<tr>
        <td><a data-row class="mono" href=${href('/logs', { service: this.params.name, q: routeTerm(one.route), ...range.query })}>${one.route}</a></td>
        <td class="number">${short(one.events)}</td><td class="number">${percent(one.events ? (100 * one.errors) / one.events : null)}</td>
        <td class="number">${millis(one.p50)}</td><td class="number">${millis(one.p99)}</td></tr>`)}</tbody></table></div>
      <p class="muted small">Latencies are the worst window's.${routes.length > 25 ? ` ${routes.length - 25} more routes.` : ''}</p>`);
  }

  #templates(range) {
    const { data, problem } = this.part('templates');
    return state({ data: data?.items, problem, rows: 4, empty: html`<sl-empty text="No lines in this time."></sl-empty>` }, templates => {
      const most = Math.max(...templates.map(({ total }) => total));
      return html`<ul class="rows" @keydown=${rowKeys}>${templates.map(one => html`<li><a data-row href=${href('/logs', { service: this.params.name, q: term('template_id', one.template_id), ...range.query })}>
        <span class="row-head"><span class="mono clip">${one.template ?? one.template_id}</span><b class="number">${number(one.total)}</b></span>
        <span class="row-text"><span class="share"><i ${styled({ '--share': `${(100 * one.total) / most}%` })}></i></span></span></a></li>`)}</ul>`;
    });
  }

  #newest() {
    const { data, problem } = this.part('lines');
    return state({ data: data?.items, problem, rows: 8, empty: html`<sl-empty text="No lines in this time."></sl-empty>` }, lines =>
      logLines(lines, { hrefOf: item => href('/logs', { service: this.params.name, id: item.id, ...this.range.query }), service: false, dated: this.range.seconds > 86_400 }));
  }
}

/** A route is `GET /cart`, or a path alone. */
function routeTerm(route) {
  const [method, path] = /^[A-Z]+ /.test(route) ? route.split(/ (.*)/) : [null, route];
  const where = `(${term('http_route', path)} OR ${term('url_path', path)})`;
  return method ? `${term('http_method', method)} ${where}` : where;
}

customElements.define('sl-page-service', Service);
