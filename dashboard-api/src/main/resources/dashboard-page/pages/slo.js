// One objective: what it asks, and how it stands.

import { html, nothing } from '../core/lit.js';
import { get, items, post, put, remove, versioned } from '../core/api.js';
import { number } from '../core/format.js';
import { navigate } from '../core/router.js';
import { choice, field, valuesOf } from '../core/forms.js';
import { ActingPage, head, onlyFor, orElse, sure } from './acting.js';
import { budgetBar, burn, burnClass, exact, exhausted, indicatorText } from './slos.js';

class SloPage extends ActingPage {
  static refresh = false;
  slo = null;
  status = null;
  services = [];

  get isNew() {
    return this.params.id === 'new';
  }

  async load() {
    const [{ value: slo, version }, services] = await Promise.all([
      this.isNew ? { value: { name: '', service: this.query.get('service') ?? '', route: null, indicator: 'availability',
        objective: 99.9, latency_threshold_ms: null, window_days: 30 } } : versioned(`/slos/${this.params.id}`),
      orElse(items('/health-status'), [])]);
    this.version = version;
    this.show({ slo, services: services.map(service => service.service), status: slo.status ?? null });
    if (!this.isNew) this.show({ status: await get(`/slos/${this.params.id}/status`) });
  }

  edited() {
    this.show({ slo: { ...this.slo, ...this.written() } });
  }

  written() {
    const written = valuesOf(this.querySelector('form'));
    return written.indicator === 'latency' ? written : { ...written, latency_threshold_ms: null };
  }

  async save(event) {
    event.preventDefault();
    const slo = this.written();
    const saved = await this.act(
      () => (this.isNew ? post('/slos', slo) : put(`/slos/${this.params.id}`, slo, { version: this.version })), 'Saved.');
    if (saved) navigate('/slos');
  }

  async erase() {
    if (!sure(`Delete the objective “${this.slo.name}”?`)) return;
    if (await this.act(() => remove(`/slos/${this.params.id}`), 'Deleted.')) navigate('/slos');
  }

  render() {
    const up = { href: '/slos', text: 'Objectives' };
    const { slo } = this;
    if (this.isNew && !this.isOperator) return html`${head('New objective', nothing, up)}${onlyFor('operators')}`;
    if (!slo) {
      return html`${head('Objective', nothing, up)}${this.awaited(null)}`;
    }
    return html`
      ${head(this.isNew ? 'New objective' : slo.name, this.isNew || !this.isOperator ? nothing : html`
        <a class="button" href="/rules/new?kind=burn_rate&slo_id=${this.params.id}">Alert on its burn rate</a>
        <button class="danger" ?disabled=${this.busy} @click=${this.erase}>Delete</button>`, up)}
      ${this.refusal()}
      ${this.status ? this.standing(slo, this.status) : nothing}
      ${this.form(slo)}`;
  }

  standing(slo, status) {
    return html`
      <section class="card" aria-label="How it stands">
        <p class="versus"><strong>${status.total > 0 ? `${exact(status.value)} %` : 'no requests yet'}</strong>
          <span class="muted">against ${exact(slo.objective)} % that ${indicatorText(slo)}, over ${slo.window_days} days:
            ${number(status.good)} of ${number(status.total)}</span></p>
        <dl class="facts">
          <div><dt>Budget left</dt><dd>${budgetBar(status.error_budget_remaining)}</dd></div>
          <div><dt>Exhausted</dt><dd>${exhausted(status)}</dd></div>
          ${Object.entries(status.burn_rate ?? {}).map(([span, rate]) => html`
            <div><dt>Burn rate, ${span}</dt><dd><span class=${burnClass(rate)}>${burn(rate)}</span></dd></div>`)}
        </dl>
      </section>`;
  }

  form(slo) {
    const own = (label, control, name, hint) => field(label, control, { name, hint, problem: this.refused });
    return html`
      <form @submit=${this.save} @change=${this.edited}>
        <fieldset class="bare" ?disabled=${!this.isOperator}>
          <section class="card">
            <div class="form-grid">
              ${own('Name', html`<input name="name" required maxlength="200" .value=${slo.name}>`, 'name')}
              ${own('Service', html`<input name="service" required list="known-services" .value=${slo.service}>
                <datalist id="known-services">${this.services.map(name => html`<option value=${name}></option>`)}</datalist>`, 'service')}
              ${own('Route', html`<input name="route" .value=${slo.route ?? ''} placeholder="the whole service">`, 'route')}
              ${own('Counts as good', choice('indicator', slo.indicator,
                [['availability', 'a request without error'], ['latency', 'a request that is fast enough']]), 'indicator')}
              ${slo.indicator === 'latency' ? own('Fast enough', html`<input type="number" name="latency_threshold_ms" data-as="number"
                min="0" step="any" required .value=${String(slo.latency_threshold_ms ?? '')}>`, 'latency_threshold_ms', 'milliseconds') : nothing}
              ${own('Target', html`<input type="number" name="objective" data-as="number" min="0" max="100" step="any" required
                .value=${String(slo.objective)}>`, 'objective', 'percent of requests')}
              ${own('Over', html`<input type="number" name="window_days" data-as="number" min="1" max="90" step="1" required
                .value=${String(slo.window_days)}>`, 'window_days', 'days')}
            </div>
          </section>
        </fieldset>
        ${this.isOperator ? html`
          <p class="form-actions">
            <button type="submit" class="primary" ?disabled=${this.busy}>Save</button>
            <a class="button" href="/slos">Cancel</a>
          </p>` : nothing}
      </form>`;
  }
}

customElements.define('sl-page-slo', SloPage);
