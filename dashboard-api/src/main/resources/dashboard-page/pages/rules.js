// All alert rules, each as a sentence.

import { html, nothing, repeat } from '../core/lit.js';
import { mark } from '../components/states.js';
import { get, items, put, versioned } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { ActingPage, empty, head } from './acting.js';
import { sentence } from './rule-kinds.js';

class RulesPage extends ActingPage {
  rules = null;
  firing = new Map();

  async load() {
    const [rules, active] = await Promise.all([
      items('/alert-rules'), get('/alerts', { status: 'active', limit: 1000 })]);
    const firing = new Map();
    for (const alert of active.items) firing.set(alert.rule_id, (firing.get(alert.rule_id) ?? 0) + 1);
    this.show({ rules, firing });
  }

  async enable(rule, enabled) {
    await this.act(async () => {
      const { value, version } = await versioned(`/alert-rules/${rule.id}`);
      return put(`/alert-rules/${rule.id}`, { ...value, enabled }, { version });
    }, `${rule.name} is ${enabled ? 'on' : 'off'}.`);
    await this.reload();
  }

  render() {
    return html`
      ${head('Alert rules', this.isOperator
        ? html`<a class="button primary" href="/rules/new">New rule</a>` : nothing)}
      ${this.table()}`;
  }

  table() {
    const waiting = this.awaited(this.rules);
    if (waiting) return waiting;
    if (this.rules.length === 0) return empty('There are no rules: nothing can alert but anomalies.');
    return html`
      <div class="scroll card flush">
        <table>
          <thead><tr><th>Rule</th><th>Alerts when</th><th>Severity</th><th class="number">Firing</th><th>On</th></tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(this.rules, rule => rule.id, rule => this.row(rule))}</tbody>
        </table>
      </div>`;
  }

  row(rule) {
    const firing = this.firing.get(rule.id) ?? 0;
    return html`
      <tr class=${rule.enabled ? '' : 'off'} data-id=${rule.id}>
        <td><a data-row href="/rules/${rule.id}">${rule.name}</a></td>
        <td>${sentence(rule)}</td>
        <td>${mark(rule.severity)}</td>
        <td class="number">${firing > 0
          ? html`<a href="/alerts?${new URLSearchParams({ rule: rule.name })}">${firing}</a>`
          : html`<span class="muted">0</span>`}</td>
        <td><input type="checkbox" role="switch" aria-label="${rule.name} is on"
          .checked=${rule.enabled} ?disabled=${!this.isOperator || this.busy}
          @change=${event => this.enable(rule, event.target.checked)}></td>
      </tr>`;
  }
}

customElements.define('sl-page-rules', RulesPage);
