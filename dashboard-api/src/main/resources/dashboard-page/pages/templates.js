import { html, nothing, styled } from '../core/lit.js';
import { Page } from '../core/page.js';
import { get } from '../core/api.js';
import { href } from '../core/router.js';
import { Keys, rowKeys } from '../core/keys.js';
import { term } from '../core/query.js';
import { count, number, since } from '../core/format.js';
import { copy } from '../core/toast.js';
import { icon } from '../core/icons.js';
import { state } from '../components/states.js';
import '../components/time-range.js';

const MOST = 500;

/** The constant part of a template with its variables set apart. */
function template(text) {
  return text.split(/(<\*>|\{[\w-]+\})/).map((part, i) => (i % 2 ? html`<span class="variable">${part}</span>` : part));
}

class Templates extends Page {
  constructor() {
    super();
    new Keys(this, [['/', 'Filter', () => this.querySelector('input').focus()]]);
  }

  async load(signal) {
    const { from, to } = this.range.bounds();
    this.data = (await get('/templates', { service: this.query.get('service'), from, to, limit: MOST }, { signal })).items;
  }

  #shown() {
    const text = (this.query.get('text') ?? '').toLowerCase();
    return this.data.filter(one => (one.template ?? one.template_id).toLowerCase().includes(text));
  }

  /** Whether a template came up for the first time within the range that is looked at. */
  #isNew(one) {
    return one.first_seen && Date.parse(one.first_seen) > this.range.from.getTime() + this.range.seconds * 100;
  }

  render() {
    const service = this.query.get('service');
    const range = this.range;
    return html`
      <header class="page-head"><h1>Templates</h1>
        <div class="actions"><sl-time-range .range=${range} @choose=${event => this.setQuery(event.detail)}></sl-time-range></div></header>
      <p class="muted">Kinds of lines: what stays the same in them, and how often they came.</p>
      <div class="toolbar">
        <input type="search" aria-label="Filter by text" placeholder="Filter by text" .value=${this.query.get('text') ?? ''}
          @input=${event => this.setQuery({ text: event.target.value }, { replace: true })} />
        ${service ? html`<span class="chip">service: ${service}<button type="button" class="icon-button" aria-label="All services" @click=${() => this.setQuery({ service: null })}>${icon('close')}</button></span>` : nothing}
      </div>
      <section class="card">
        ${state({ data: this.data && this.#shown(), problem: this.problem, rows: 14,
          empty: html`<sl-empty icon="templates" heading=${this.data?.length ? 'No template has this text' : 'No lines in this time'}></sl-empty>` },
          shown => this.#table(shown, range))}
      </section>`;
  }

  #table(shown, range) {
    const all = this.data.reduce((sum, one) => sum + one.total, 0);
    const most = Math.max(...this.data.map(({ total }) => total));
    return html`<div class="scroll"><table class="template-table folding"><thead><tr><th>Template</th><th>Services</th><th class="number">Lines</th><th class="number">Share</th><th class="volume" aria-hidden="true"></th><th>First</th><th>Last</th><th></th></tr></thead>
      <tbody @keydown=${rowKeys}>${shown.map(one => html`<tr>
        <td class="template-text whole"><a data-row class="mono" href=${href('/logs', { q: term('template_id', one.template_id), ...range.query })}>${template(one.template ?? one.template_id)}</a>
          ${this.#isNew(one) ? html` <span class="chip">new</span>` : nothing}</td>
        <td class="whole">${one.services.slice(0, 3).map((name, i) => html`${i ? ', ' : ''}<a href=${href(`/services/${encodeURIComponent(name)}`, range.query)}>${name}</a>`)}${one.services.length > 3 ? html`<span class="muted"> and ${one.services.length - 3} more</span>` : nothing}</td>
        <td class="number">${number(one.total)}</td>
        <td class="number">${one.total / all < 0.0005 ? '< 0.1' : number((100 * one.total) / all, 1)} %</td>
        <td class="volume" aria-hidden="true"><span class="share"><i ${styled({ '--share': `${(100 * one.total) / most}%` })}></i></span></td>
        <td class="nowrap" data-label="first">${since(one.first_seen)}</td><td class="nowrap" data-label="last">${since(one.last_seen)}</td>
        <td><button type="button" class="icon-button" title="Copy the id ${one.template_id}" aria-label="Copy the template's id" @click=${() => copy(one.template_id, 'Id copied')}>${icon('copy')}</button></td>
      </tr>`)}</tbody></table></div>
      <p class="muted small">${count(shown.length, 'template')}${this.data.length === MOST ? `, the ${MOST} most frequent` : ''}.</p>`;
  }
}

customElements.define('sl-page-templates', Templates);
