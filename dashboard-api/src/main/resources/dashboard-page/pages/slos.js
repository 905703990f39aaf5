// Objectives: how much of each error budget is left, and how fast it goes.

import { html, nothing, repeat, styled } from '../core/lit.js';
import { items } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { number, percent, time } from '../core/format.js';
import { ABSENT, ActingPage, empty, head, orElse } from './acting.js';

const SPANS = ['1h', '6h', '24h', '3d'];

class SlosPage extends ActingPage {
  slos = null;

  async load() {
    this.show({ slos: await orElse(items('/slos'), ABSENT) });
  }

  render() {
    return html`
      ${head('Objectives', this.isOperator && this.slos !== ABSENT
        ? html`<a class="button primary" href="/slos/new">New objective</a>` : nothing)}
      ${this.table()}`;
  }

  table() {
    const waiting = this.awaited(this.slos, 'objectives');
    if (waiting) return waiting;
    if (this.slos.length === 0) {
      return empty('No objective yet. One says, for example, that 99.9 % of checkout’s requests succeed over 30 days.');
    }
    return html`
      <div class="scroll card flush">
        <table>
          <thead><tr><th>Objective</th><th>Of</th><th class="number">Target</th><th class="number">Now</th><th>Budget left</th>
            ${SPANS.map(span => html`<th class="number">Burn ${span}</th>`)}<th>Exhausted</th></tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(this.slos, slo => slo.id, slo => row(slo))}</tbody>
        </table>
      </div>`;
  }
}

function row(slo) {
  const status = slo.status ?? {};
  return html`
    <tr data-id=${slo.id}>
      <td><a data-row href="/slos/${slo.id}">${slo.name}</a></td>
      <td>${slo.service}${slo.route ? html` <span class="mono muted">${slo.route}</span>` : nothing}
        <span class="muted">${indicatorText(slo)}</span></td>
      <td class="number">${exact(slo.objective)} %</td>
      <td class="number">${status.value === null || status.value === undefined ? '–' : `${exact(status.value)} %`}</td>
      <td>${budgetBar(status.error_budget_remaining)}</td>
      ${SPANS.map(span => html`<td class="number ${burnClass(status.burn_rate?.[span])}">${burn(status.burn_rate?.[span])}</td>`)}
      <td>${exhausted(status)}</td>
    </tr>`;
}

export function indicatorText({ indicator, latency_threshold_ms }) {
  return indicator === 'latency' ? `take at most ${number(latency_threshold_ms)} ms` : 'succeed';
}

/** Percentages near 100, where every digit counts. */
export function exact(percent) {
  return percent === null || percent === undefined ? '–' : String(Math.floor(percent * 1000) / 1000);
}

export function burn(rate) {
  return rate === null || rate === undefined ? '–' : `${number(rate)}×`;
}

export function burnClass(rate) {
  if (!(rate > 1)) return '';
  return rate >= 6 ? 'is-critical' : 'is-warning';
}

/** What is left of the budget in percent, less than 0 when it is overspent, as a bar with its number. */
export function budgetBar(remaining) {
  if (remaining === null || remaining === undefined) return html`<span class="muted">no data</span>`;
  const kind = remaining <= 0 ? 'is-critical' : remaining < 25 ? 'is-warning' : 'is-good';
  return html`
    <span class="budget">
      <span class="bar ${kind}" aria-hidden="true"><span ${styled({ width: `${Math.max(0, Math.min(100, remaining))}%` })}></span></span>
      <span class="number">${percent(remaining)}</span>
    </span>`;
}

export function exhausted({ exhausted_at, error_budget_remaining }) {
  if (error_budget_remaining <= 0) return html`<strong>spent</strong>${exhausted_at ? html` ${time(exhausted_at)}` : nothing}`;
  return exhausted_at ? time(exhausted_at) : html`<span class="muted">not in sight</span>`;
}

customElements.define('sl-page-slos', SlosPage);
