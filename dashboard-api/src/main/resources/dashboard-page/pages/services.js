import { html } from '../core/lit.js';
import { Page } from '../core/page.js';
import { items } from '../core/api.js';
import { Keys } from '../core/keys.js';
import { number } from '../core/format.js';
import { byConcern, servicesTable } from '../components/lists.js';
import { state } from '../components/states.js';
import '../components/time-range.js';

const STATES = ['critical', 'degraded', 'silent', 'healthy'];

class Services extends Page {
  constructor() {
    super();
    new Keys(this, [['/', 'Filter', () => this.querySelector('input').focus()]]);
  }

  async load(signal) {
    this.data = await items('/health-status', {}, 10_000, { signal });
  }

  #shown() {
    const name = (this.query.get('name') ?? '').toLowerCase();
    const status = this.query.get('status');
    return byConcern(this.data).filter(service => service.service.toLowerCase().includes(name) && (!status || service.status === status));
  }

  render() {
    const status = this.query.get('status');
    const counted = name => number(this.data?.filter(service => service.status === name).length);
    return html`
      <header class="page-head"><h1>Services</h1></header>
      <div class="toolbar">
        <input type="search" aria-label="Filter by name" placeholder="Filter by name" .value=${this.query.get('name') ?? ''}
          @input=${event => this.setQuery({ name: event.target.value }, { replace: true })} />
        <div class="segments" role="group" aria-label="Status">
          <button type="button" aria-pressed=${!status} @click=${() => this.setQuery({ status: null })}>All ${number(this.data?.length)}</button>
          ${STATES.map(name => html`<button type="button" aria-pressed=${status === name} @click=${() => this.setQuery({ status: name })}>${name} ${counted(name)}</button>`)}
        </div>
      </div>
      <section class="card">
        ${state({ data: this.data && this.#shown(), problem: this.problem, rows: 12,
          empty: html`<sl-empty icon="services" heading=${this.data?.length ? 'No service fits' : 'No services yet'}
            text=${this.data?.length ? 'Change the filter.' : 'A service appears with its first line.'}></sl-empty>` },
          services => servicesTable(services, this.range))}
      </section>
      <p class="muted small">Of the last five minutes: degraded is an error rate over 5 % or a p99 over 500 ms, critical over 20 % or 1000 ms, silent when nothing came.</p>`;
  }
}

customElements.define('sl-page-services', Services);
