import { html, nothing } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get, root } from '../core/api.js';
import { href } from '../core/router.js';
import { rangeQuery } from '../core/range.js';
import { Trends } from '../core/trends.js';
import { severityBars } from '../core/severities.js';
import { count, millis, number, percent, short } from '../core/format.js';
import { alertsList, anomaliesList, byConcern, errorsList, servicesTable } from '../components/lists.js';
import { state } from '../components/states.js';
import '../components/chart.js';
import '../components/time-range.js';

const SERVICES = 12;
const LATENCIES = [['latency_p99', 'p99', '--series-3'], ['latency_p95', 'p95', '--series-2'], ['latency_p50', 'p50', '--series-1']];

class Overview extends Page {
  #trends = new Trends(['error_rate', 'error_count', 'event_count', ...LATENCIES.map(([metric]) => metric)]);

  async load(signal) {
    const range = this.range;
    const { from, to } = range.bounds();
    const options = { signal };
    await this.ask({
      health: root('/health', options),
      stats: get('/stats', {}, options),
      services: get('/health-status', { limit: 1000 }, options),
      alerts: get('/alerts', { status: 'active', limit: 100 }, options),
      volume: get('/logs/histogram', { from, to }, options),
      trends: this.#trends.load(range, signal),
      errors: get('/top-errors', { from, to, limit: 6 }, options),
      anomalies: get('/anomalies', { from, limit: 5 }, options),
    });
  }

  #zoom = event => this.setQuery(rangeQuery(event.detail));

  render() {
    const range = this.range;
    return html`
      <header class="page-head"><h1>Overview</h1>
        <div class="actions"><sl-time-range .range=${range} @choose=${event => this.setQuery(event.detail)}></sl-time-range></div>
      </header>
      ${this.#health()}
      ${this.#figures(range)}
      <section class="card">
        <header><h2>Log lines by severity</h2><a href=${href('/logs', range.query)}>Search them</a></header>
        ${this.#volume(range)}
      </section>
      <div class="columns">
        <section class="card"><h2>Error rate</h2>${this.#errorRate(range)}</section>
        <section class="card"><h2>Latency</h2>${this.#latency(range)}</section>
      </div>
      <div class="columns overview-lists">
        <div class="stack">
          <section class="card">
            <header><h2>Services</h2><a href=${href('/services', range.query)}>All services</a></header>
            ${this.#services(range)}
          </section>
          <section class="card"><header><h2>Top errors</h2></header>${this.#errors(range)}</section>
        </div>
        <div class="stack">
          <section class="card"><header><h2>Active alerts</h2><a href="/alerts">All alerts</a></header>${this.#alerts()}</section>
          <section class="card"><header><h2>Anomalies</h2><a href=${href('/anomalies', range.query)}>All anomalies</a></header>${this.#anomalies()}</section>
        </div>
      </div>`;
  }

  #health() {
    const down = this.part('health').data?.down ?? [];
    if (down.length === 0) return nothing;
    return html`<div class="problem" role="alert"><div><strong>The platform does not take traffic</strong>
      <ul>${down.map(what => html`<li>${what}</li>`)}</ul></div></div>`;
  }

  #figures(range) {
    const stats = this.part('stats').data;
    const services = this.part('services').data?.items;
    const alerts = this.part('alerts').data?.items;
    const volume = this.part('volume').data;
    const trends = this.part('trends').data;
    const total = volume ? severityBars(volume.items).total : null;
    const rate = this.#rateOf(trends);
    const critical = alerts?.filter(alert => alert.severity === 'CRITICAL').length ?? 0;
    const unwell = services?.filter(service => service.status !== 'healthy').length ?? 0;
    return html`<div class="figures">
      <a class="figure" href="/pipeline"><span class="name">Coming in now</span>
        <span class="value">${short(stats?.lines_per_second)} <small>lines/s</small></span>
        <span class="more">${stats ? `${short(stats.stored)} stored` : ''}</span></a>
      <a class="figure" href=${href('/logs', range.query)}><span class="name">Lines in this time</span>
        <span class="value">${short(total)}</span><span class="more">${range.label.toLowerCase()}</span></a>
      <a class="figure ${rate >= 20 ? 'bad' : rate >= 5 ? 'warn' : ''}" href=${href('/logs', { q: 'severity:>=ERROR OR http_status:>=500', ...range.query })}>
        <span class="name">Errors</span><span class="value">${percent(rate)}</span>
        <span class="more">now ${percent(trends?.latest.error_rate)}</span></a>
      <div class="figure"><span class="name">p99 latency, now</span><span class="value">${millis(trends?.latest.latency_p99)}</span>
        <span class="more">p50 ${millis(trends?.latest.latency_p50)}</span></div>
      <a class="figure ${critical ? 'bad' : alerts?.length ? 'warn' : ''}" href="/alerts"><span class="name">Active alerts</span>
        <span class="value">${number(alerts?.length)}</span><span class="more">${critical ? `${critical} critical` : 'none critical'}</span></a>
      <a class="figure ${unwell ? 'warn' : ''}" href=${href('/services', range.query)}><span class="name">Services</span>
        <span class="value">${number(services?.length)}</span><span class="more">${services ? (unwell ? `${unwell} not healthy` : 'all healthy') : ''}</span></a>
    </div>`;
  }

  /** Errors as the rules count them, by severity or HTTP status, in percent of the whole time. */
  #rateOf(trends) {
    const sum = metric => trends?.values[metric].reduce((all, value) => all + (value ?? 0), 0);
    const events = sum('event_count');
    return events ? (100 * sum('error_count')) / events : null;
  }

  #volume(range) {
    return state({ ...this.part('volume'), rows: 6 }, answer => {
      const { times, series, total } = severityBars(answer.items);
      const { from, to } = range.bounds();
      if (total === 0) return this.#nothingYet(range);
      return html`<sl-chart label="Log lines by severity" .times=${times} .series=${series} .format=${short} .from=${from} .to=${to}
        height="170" sync="overview" @zoom=${this.#zoom}></sl-chart>`;
    });
  }

  #nothingYet(range) {
    const stats = this.part('stats').data;
    return stats?.stored === 0
      ? html`<sl-empty icon="logs" heading="No log lines yet"
          text="Send some: curl -d 'hello' http://localhost:8001/ingest/my-service, or point an agent at the collector."></sl-empty>`
      : html`<sl-empty icon="logs" heading="No log lines in this time" text="Nothing came in ${range.label.toLowerCase()}. Choose a longer time."></sl-empty>`;
  }

  #errorRate(range) {
    return this.#lines(range, ['error_rate'].map(metric => [metric, 'error rate', '--severity-error']), percent);
  }

  #latency(range) {
    return this.#lines(range, LATENCIES, millis);
  }

  #lines(range, wanted, format) {
    return state({ ...this.part('trends'), rows: 6 }, ({ times, values }) => {
      const series = wanted.map(([metric, label, colour], i) => ({ label, colour, values: values[metric], fill: i === 0 && wanted.length === 1 }));
      if (series.every(one => one.values.every(value => value === null))) {
        return html`<sl-empty text="No values in this time."></sl-empty>`;
      }
      const { from, to } = range.bounds();
      return html`<sl-chart .label=${wanted.length > 1 ? 'Latency' : 'Error rate'} .times=${times} .series=${series} .format=${format}
        .from=${from} .to=${to} height="150" sync="overview" @zoom=${this.#zoom}></sl-chart>`;
    });
  }

  #services(range) {
    const { data, problem } = this.part('services');
    return state({ data: data?.items, problem, rows: 8, empty: html`<sl-empty icon="services" heading="No services yet" text="A service appears with its first line."></sl-empty>` },
      services => html`${servicesTable(byConcern(services).slice(0, SERVICES), range)}
        ${services.length > SERVICES ? html`<p class="more-link"><a href=${href('/services', range.query)}>${count(services.length - SERVICES, 'more service')}</a></p>` : nothing}`);
  }

  #alerts() {
    const { data, problem } = this.part('alerts');
    return state({ data: data?.items, problem, rows: 3, empty: html`<sl-empty text="Nothing fires."></sl-empty>` },
      alerts => html`${alertsList(alerts.slice(0, 6))}
        ${alerts.length > 6 ? html`<p class="more-link"><a href="/alerts">${count(alerts.length - 6, 'more alert')}</a></p>` : nothing}`);
  }

  #errors(range) {
    const { data, problem } = this.part('errors');
    return state({ data: data?.items, problem, rows: 4, empty: html`<sl-empty text="No errors in this time."></sl-empty>` },
      errors => errorsList(errors, range));
  }

  #anomalies() {
    const { data, problem } = this.part('anomalies');
    return state({ data: data?.items, problem, rows: 2, empty: html`<sl-empty text="Nothing unusual in this time."></sl-empty>` }, anomaliesList);
  }
}

customElements.define('sl-page-overview', Overview);
