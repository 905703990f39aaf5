// How long data are kept.

import { html, nothing } from '../../core/lit.js';
import { get, put } from '../../core/api.js';
import { since } from '../../core/format.js';
import { field, valuesOf } from '../../core/forms.js';
import { ABSENT, ActingPage, orElse } from '../acting.js';

const FIELDS = [
  ['logs_days', 'Log lines', 'configured_logs_days'],
  ['windows_days', 'Windows', 'configured_windows_days'],
];

class Retention extends ActingPage {
  static refresh = false;
  retention = null;

  async load() {
    this.show({ retention: await orElse(get('/settings/retention'), ABSENT) });
  }

  async save(event) {
    event.preventDefault();
    const retention = await this.act(() => put('/settings/retention', valuesOf(event.target)),
      'Saved. What is older goes with the next run.');
    if (retention) this.show({ retention });
  }

  render() {
    const waiting = this.awaited(this.retention, 'retention settings');
    if (waiting) return waiting;
    const { retention } = this;
    return html`
      <form class="card" @submit=${this.save}>
        ${this.refusal()}
        <div class="form-grid">
          ${FIELDS.map(([name, label, configured]) => field(label,
            html`<input type="number" name=${name} data-as="number" min="1" step="1" .value=${String(retention[name] ?? '')}>`,
            { name, hint: `days; empty: ${retention[configured] ?? 'as'} configured`, problem: this.refused }))}
        </div>
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Save</button></p>
        ${retention.updated_at ? html`<p class="muted">Changed ${since(retention.updated_at)} by ${retention.updated_by}.</p>` : nothing}
      </form>`;
  }
}

customElements.define('sl-admin-retention', Retention);
