// The platform itself: the services on the path of a line, how fast lines flow, what lags, what was given up.

import { html, nothing } from '../core/lit.js';
import { get, post, root } from '../core/api.js';
import { number, since, time } from '../core/format.js';
import { valuesOf } from '../core/forms.js';
import { ActingPage, head, orElse } from './acting.js';

/** What each service does with a line. */
const STAGES = {
  collector: 'takes lines and keeps them',
  parser: 'makes records of lines',
  enrichment: 'adds what is known of them',
  analytics: 'stores, counts and alerts',
  anomaly: 'finds what is unusual',
  dashboard: 'answers and shows',
};
const MUCH_LAG = 1000;

/** Null while broker or database are away: then the page is looked at for what it still knows. */
async function unlessAway(promise) {
  try {
    return await promise;
  } catch (problem) {
    if (problem.status === 503) return null;
    throw problem;
  }
}

class PipelinePage extends ActingPage {
  health = null;
  stats = null;
  letters = null;
  tried = null;

  async load(signal) {
    const [health, stats, letters] = await Promise.all([
      root('/health', { signal }), unlessAway(get('/stats', {}, { signal })),
      unlessAway(orElse(get('/dead-letters/summary', {}, { signal }), null))]);
    this.show({ health, stats, letters });
  }

  async tryLines(event) {
    event.preventDefault();
    const { lines, service, pipelines } = valuesOf(event.target);
    const tried = await this.act(() => post('/pipelines/dry-run', {
      lines: lines.split('\n').filter(line => line.trim() !== ''), service, pipelines }));
    if (tried) this.show({ tried });
  }

  render() {
    if (!this.health) {
      return html`${head('Pipeline')}${this.awaited(null)}`;
    }
    return html`
      ${head('Pipeline', html`<a class="button" href="/dead-letters">Dead letters</a>`)}
      ${this.down()}
      ${this.path()}
      <div class="columns">
        ${this.stats ? html`${this.figures()}${this.lag()}` : html`
          <section class="card" aria-label="Flow"><p class="muted">Rates and lag come from the broker or the database, which does not answer.</p></section>`}
        ${this.lettersCard()}
      </div>
      ${this.isOperator ? this.dryRun() : nothing}`;
  }

  down() {
    return this.health.down.length === 0 ? nothing : html`
      <ul class="problems" role="alert">${this.health.down.map(what => html`<li>${what}</li>`)}</ul>`;
  }

  /** The services, in the order in which a line meets them. */
  path() {
    return html`
      <ol class="topology" aria-label="Services on the path of a line">
        ${this.health.services.map(({ service, up, instances }) => {
          const lag = this.lagOf(service);
          const rate = this.stats?.rates?.[service];
          return html`
            <li class=${up ? 'is-up' : 'is-down'} data-service=${service}>
              <h2><span class="dot" aria-hidden="true"></span>${service}</h2>
              <p class="muted">${STAGES[service] ?? ''}</p>
              <dl>
                <div><dt>State</dt><dd>${up ? 'up' : 'down'}${instances.length > 1 ? `, ${instances.length} instances` : ''}</dd></div>
                ${rate === undefined ? nothing : html`<div><dt>Rate</dt><dd>${number(rate)}/s</dd></div>`}
                ${lag === null ? nothing : html`<div><dt>Lag</dt><dd><span class=${lag > MUCH_LAG ? 'is-warning' : ''}>${number(lag)}</span></dd></div>`}
                ${instances.length > 0 ? html`<div><dt>Started</dt><dd>${since(instances[0].started_at)}</dd></div>` : nothing}
              </dl>
              ${instances.flatMap(instance => instance.components).filter(part => !part.up).map(part => html`
                <p class="refused">${part.name}: ${part.detail}</p>`)}
            </li>`;
        })}
      </ol>`;
  }

  /** The lag of all groups whose names begin with the service's. */
  lagOf(service) {
    const own = Object.entries(this.stats?.lag ?? {}).filter(([group]) => group === service || group.startsWith(`${service}-`));
    return own.length === 0 ? null : own.reduce((sum, [, lag]) => sum + lag, 0);
  }

  figures() {
    const { stats } = this;
    const started = stats.counted_since ? html`since ${time(stats.counted_since)}` : 'since the start';
    return html`
      <section class="card" aria-label="Flow">
        <h2>Flow</h2>
        <dl class="facts">
          <div><dt>Lines a second</dt><dd id="lines_per_second">${number(stats.lines_per_second)}</dd></div>
          <div><dt>Received ${started}</dt><dd>${number(stats.received)}</dd></div>
          <div><dt>Stored, of all times</dt><dd id="stored">${number(stats.stored)}</dd></div>
          <div><dt>Given up ${started}</dt><dd>${number(stats.dead_lettered)}</dd></div>
          <div><dt>Answers of this API, p99</dt><dd>${number(stats.api_latency_ms)} ms</dd></div>
        </dl>
      </section>`;
  }

  lag() {
    const groups = Object.entries(this.stats.lag).sort(([, one], [, other]) => other - one);
    return html`
      <section class="card" aria-label="Lag">
        <h2>Lag <span class="muted">Kafka records that are not read yet</span></h2>
        ${groups.length === 0 ? html`<p class="muted">No consumer group reports.</p>` : html`
          <table class="bare"><tbody>${groups.map(([group, lag]) => html`
            <tr><td class="mono">${group}</td><td class="number"><span class=${lag > MUCH_LAG ? 'is-warning' : ''}>${number(lag)}</span></td></tr>`)}
          </tbody></table>`}
      </section>`;
  }

  lettersCard() {
    const { letters } = this;
    if (letters === null) return nothing;
    return html`
      <section class="card" aria-label="Dead letters">
        <h2>Dead letters <a class="aside" href="/dead-letters">All ${number(letters.total)}</a></h2>
        ${letters.items.length === 0 ? html`<p class="muted">Nothing was given up.</p>` : html`
          <table class="bare"><tbody>${letters.items.slice(0, 8).map(group => html`
            <tr>
              <td><a href="/dead-letters?${new URLSearchParams({ stage: group.stage, reason: group.reason })}">${group.stage}, ${group.reason}</a></td>
              <td class="number">${number(group.count)}</td>
              <td>${since(group.newest)}</td>
            </tr>`)}</tbody></table>`}
      </section>`;
  }

  dryRun() {
    return html`
      <details class="card">
        <summary><h2>Try lines on the parser</h2> <span class="muted">Nothing is stored.</span></summary>
        ${this.refusal()}
        <form class="form-grid" @submit=${this.tryLines}>
          <label class="field wide"><span class="label">Lines</span>
            <textarea name="lines" rows="3" class="mono" required spellcheck="false"
              placeholder='10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] "GET /cart HTTP/1.1" 200 512'></textarea></label>
          <label class="field wide"><span class="label">Pipelines</span>
            <textarea name="pipelines" rows="3" class="mono" spellcheck="false" placeholder="those in force"></textarea>
            <span class="hint">a YAML document to try instead of the one in force</span></label>
          <label class="field"><span class="label">Service</span><input name="service"></label>
          <p class="form-actions"><button type="submit" ?disabled=${this.busy}>Try</button></p>
        </form>
        ${this.tried ? html`<ol class="tried">${(this.tried.lines ?? []).map(line => html`
          <li><pre class="mono">${JSON.stringify(line, null, 2)}</pre></li>`)}</ol>` : nothing}
      </details>`;
  }
}

customElements.define('sl-page-pipeline', PipelinePage);
