import { html, nothing } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get } from '../core/api.js';
import { metricValue } from '../components/lists.js';
import { since } from '../core/format.js';
import { state } from '../components/states.js';
import '../components/chart.js';

/** Forecasts of series with their intervals, where the server makes them. */
class Forecasts extends Page {
  async load(signal) {
    this.data = (await get('/forecasts', { limit: 50 }, { signal })).items;
  }

  render() {
    return html`
      <header class="page-head"><h1>Forecasts</h1></header>
      ${this.problem?.status === 404
        ? html`<section class="card"><sl-empty icon="forecasts" heading="No forecasts here" text="This server does not make forecasts. What happened so far is on the pages of the services."></sl-empty></section>`
        : state({ data: this.data, problem: this.problem, rows: 8,
            empty: html`<section class="card"><sl-empty icon="forecasts" heading="No forecasts yet" text="A series needs some days of history first."></sl-empty></section>` },
            forecasts => html`<div class="columns">${forecasts.map(one => this.#forecast(one))}</div>`)}`;
  }

  #forecast(one) {
    const points = one.points ?? [];
    const format = value => metricValue(one.metric, value);
    const line = (label, field, colour, dash) => ({ label, colour, dash, values: points.map(point => point[field] ?? null) });
    return html`<section class="card"><header><h2><a href="/services/${encodeURIComponent(one.service)}">${one.service}</a> ${one.metric.replaceAll('_', ' ')}</h2>
        ${one.made_at ? html`<span class="muted">made ${since(one.made_at)}</span>` : nothing}</header>
      <sl-chart .label="${one.service} ${one.metric}" .times=${points.map(point => Date.parse(point.time) / 1000)} .format=${format} height="150"
        .series=${[line('at most', 'upper', '--series-6', [4, 4]), line('expected', 'value', '--series-1'), line('at least', 'lower', '--series-6', [4, 4])]}></sl-chart></section>`;
  }
}

customElements.define('sl-page-forecasts', Forecasts);
