// One alert rule: what it says, and what it would have done.

import { html, nothing } from '../core/lit.js';
import { get, items, post, put, remove, versioned } from '../core/api.js';
import { navigate } from '../core/router.js';
import { choice, field, labelsText, valuesOf } from '../core/forms.js';
import { ActingPage, head, onlyFor, orElse, sure } from './acting.js';
import { KINDS, METRICS, NO_DATA, OPERATORS, begin, kindOf, sentence } from './rule-kinds.js';
import { backTestView } from './back-test.js';

const RANGES = [[3600, 'the last hour'], [6 * 3600, 'the last 6 hours'], [86_400, 'the last 24 hours'],
  [7 * 86_400, 'the last 7 days']];

/** Which kinds look at routes, and which can be tried on what is stored. */
const HAVE_ROUTES = ['threshold', 'anomaly'];
const CAN_BE_TRIED = ['threshold', 'log_match', 'absence', 'burn_rate'];

class RulePage extends ActingPage {
  static refresh = false;
  rule = null;
  slos = [];
  rules = [];
  test = null;
  span = 3600;

  get isNew() {
    return this.params.id === 'new';
  }

  async load() {
    const [{ value: rule, version }, rules, slos] = await Promise.all([
      this.isNew ? { value: await this.fresh() } : versioned(`/alert-rules/${this.params.id}`),
      items('/alert-rules'),
      orElse(items('/slos'), [])]);
    this.version = version;
    this.show({ rule, rules, slos, test: null });
  }

  /** A rule to begin with: of the kind that the address names, or a copy of another. */
  async fresh() {
    const from = this.query.get('copy');
    if (from) {
      const { id, name, ...rest } = await get(`/alert-rules/${from}`);
      return { ...rest, name: `${name} (copy)` };
    }
    const kind = this.query.get('kind') ?? 'threshold';
    const rule = begin(kind in KINDS ? kind : 'threshold');
    for (const name of ['query', 'service', 'slo_id', 'name']) {
      if (this.query.get(name)) rule[name] = this.query.get(name);
    }
    return rule;
  }

  /** The rule as the form says it; what its kind does not have is left out. */
  written() {
    const form = this.querySelector('form.rule');
    const values = valuesOf(form);
    const { burn_long, burn_short, burn_factor, ...rest } = values;
    const rule = { ...rest, kind: kindOf(this.rule), enabled: values.enabled };
    if (rule.kind === 'burn_rate') rule.burn_windows = this.burnWindows(form);
    if (rule.kind === 'template' && rule.change !== 'rate') delete rule.factor;
    return rule;
  }

  burnWindows(form) {
    return [...form.querySelectorAll('[data-burn]')]
      .map(row => ({
        long_seconds: Number(row.querySelector('[name=burn_long]').value),
        short_seconds: Number(row.querySelector('[name=burn_short]').value),
        factor: Number(row.querySelector('[name=burn_factor]').value),
      }))
      .filter(window => window.factor > 0);
  }

  async save(event) {
    event.preventDefault();
    const rule = this.written();
    const saved = await this.act(
      () => (this.isNew ? post('/alert-rules', rule) : put(`/alert-rules/${this.params.id}`, rule, { version: this.version })),
      'Saved. It takes effect within five seconds.');
    if (saved) navigate('/rules');
  }

  async erase() {
    if (!sure(`Delete the rule “${this.rule.name}”? Its firing alerts resolve.`)) return;
    if (await this.act(() => remove(`/alert-rules/${this.params.id}`), 'Deleted.')) navigate('/rules');
  }

  async backTest() {
    const to = new Date();
    const from = new Date(to.getTime() - this.span * 1000);
    const rule = this.written();
    rule.name ??= 'a try';
    this.show({ test: 'running' });
    const test = await this.act(() => post('/alert-rules/test', {
      rule, from: from.toISOString(), to: to.toISOString() }));
    this.show({ test: test && { ...test, rule } });
  }

  become(kind) {
    const { name, severity, service, labels, runbook_url } = this.written();
    this.show({
      rule: { ...begin(kind), name: name ?? '', severity, service, labels, runbook_url }, test: null });
  }

  edited() {
    this.show({ rule: { ...this.rule, ...this.written() } });
  }

  render() {
    const up = { href: '/rules', text: 'Alert rules' };
    if (this.isNew && !this.isOperator) return html`${head('New rule', nothing, up)}${onlyFor('operators')}`;
    if (!this.rule) {
      return html`${head('Rule', nothing, up)}${this.awaited(null)}`;
    }
    const isFixed = !this.isOperator;
    return html`
      ${head(this.isNew ? 'New rule' : this.rule.name, this.actions(), up)}
      ${this.refusal()}
      <form class="rule" @submit=${this.save} @change=${this.edited}>
        <fieldset class="bare" ?disabled=${isFixed}>
          ${this.isNew ? this.kinds() : nothing}
          <section class="card">
            <p class="sentence" aria-live="polite">Alerts when ${sentence(this.rule)}.</p>
            <div class="form-grid">
              ${this.field('Name', html`<input name="name" required maxlength="200" .value=${this.rule.name ?? ''}>`, 'name')}
              ${this.field('Severity', choice('severity', this.rule.severity, ['INFO', 'WARNING', 'CRITICAL']), 'severity')}
              ${KINDS[kindOf(this.rule)].fields.map(name => this.special(name))}
            </div>
          </section>
          ${this.scope()}
          ${this.timing()}
        </fieldset>
        ${isFixed ? nothing : html`
          <p class="form-actions">
            <button type="submit" class="primary" ?disabled=${this.busy}>Save</button>
            <a class="button" href="/rules">Cancel</a>
          </p>`}
      </form>
      ${this.backTestCard()}`;
  }

  actions() {
    if (this.isNew || !this.isOperator) return nothing;
    return html`
      <a class="button" href="/rules/new?copy=${this.params.id}">Duplicate</a>
      <button class="danger" ?disabled=${this.busy} @click=${this.erase}>Delete</button>`;
  }

  kinds() {
    return html`
      <fieldset class="kinds">
        <legend>What to look at</legend>
        ${Object.entries(KINDS).map(([kind, { name, says }]) => html`
          <label class="kind">
            <input type="radio" name="kind" value=${kind} .checked=${kindOf(this.rule) === kind}
              @change=${event => { event.stopPropagation(); this.become(kind); }}>
            <span><strong>${name}</strong> <small>${says}</small></span>
          </label>`)}
      </fieldset>`;
  }

  field(label, control, name, hint, wide) {
    return field(label, control, { name, hint, wide, problem: this.refused });
  }

  number(label, name, hint, { min, step = 'any', required = false } = {}) {
    return this.field(label, html`<input type="number" name=${name} data-as="number" step=${step}
      min=${min ?? nothing} ?required=${required} .value=${String(this.rule[name] ?? '')}>`, name, hint);
  }

  /** The fields that only some kinds have. */
  special(name) {
    const { rule } = this;
    switch (name) {
      case 'metric': return this.field('Metric', choice(name, rule.metric, METRICS), name);
      case 'operator': return this.field('Is', choice(name, rule.operator, OPERATORS), name);
      case 'threshold': return kindOf(rule) === 'anomaly'
        ? this.number('Score from', name, 'between 0 and 1', { required: true, min: 0 })
        : html`${this.number('Threshold', name, null, { required: true })}
            ${['==', '!='].includes(rule.operator)
              ? this.number('Tolerance', 'tolerance', 'how far off still counts as equal', { min: 0 }) : nothing}`;
      case 'window_seconds': return this.number('Over the last', name, 'seconds, a multiple of 10', { min: 10, step: 10, required: true });
      case 'min_events': return this.number('Needs events', name, 'fewer in the window, and it does not look', { min: 0, step: 1 });
      case 'clear_threshold': return this.number('Resolves at', name, 'the value to pass back; empty: the threshold');
      case 'no_data': return this.field('A window without events', choice(name, rule.no_data, NO_DATA), name);
      case 'query': return this.field('Query', html`<input name="query" class="mono" required spellcheck="false" .value=${rule.query ?? ''}
        placeholder='error "timed out" duration_ms:>500'>`, name, 'as on the page Logs', true);
      case 'after_seconds': return this.number('Silent for', name, 'seconds; empty: longer than this source ever is', { min: 10, step: 1 });
      case 'change': return this.field('A template that', choice(name, rule.change,
        [['new', 'is new'], ['vanished', 'has vanished'], ['rate', 'comes at another rate']]), name);
      case 'factor': return rule.change === 'rate'
        ? this.number('Factor', name, 'times its usual rate', { min: 0, required: true }) : nothing;
      case 'slo_id': return this.field('Objective', this.slos.length === 0
        ? html`<span class="muted">There is none yet: <a href="/slos/new">add one</a></span>`
        : html`<select name="slo_id" data-as="number">${this.slos.map(slo => html`
            <option value=${slo.id} .selected=${String(slo.id) === String(rule.slo_id)}>${slo.name}</option>`)}</select>`, name);
      case 'burn_windows': return this.burnRows();
      case 'expression': return this.expression();
      default: return nothing;
    }
  }

  burnRows() {
    const rows = [...(this.rule.burn_windows ?? []), { long_seconds: '', short_seconds: '', factor: '' }];
    return html`
      <div class="field wide">
        <span class="label">Both windows burn faster than</span>
        ${rows.map(window => html`
          <div class="burn" data-burn>
            <input type="number" name="burn_factor" aria-label="Factor" step="any" min="0" .value=${String(window.factor)}> ×
            <span>over</span><input type="number" name="burn_long" aria-label="Long window in seconds" min="60" step="60" .value=${String(window.long_seconds)}> s
            <span>and</span><input type="number" name="burn_short" aria-label="Short window in seconds" min="60" step="60" .value=${String(window.short_seconds)}> s
          </div>`)}
        <span class="hint">The last row is for another pair; leave it empty for none.</span>
      </div>`;
  }

  expression() {
    const others = this.rules.filter(other => String(other.id) !== this.params.id);
    return html`
      ${this.field('Expression', html`<input name="expression" class="mono" required spellcheck="false"
        .value=${this.rule.expression ?? ''} placeholder="1 AND (2 OR NOT 3)">`, 'expression', 'numbers of rules with AND, OR, NOT', true)}
      <div class="field wide"><span class="label">Rules</span>
        <ul class="names">${others.map(other => html`<li><span class="mono">${other.id}</span> ${other.name}</li>`)}</ul></div>`;
  }

  scope() {
    const { rule } = this;
    return html`
      <section class="card">
        <h2>Where</h2>
        <div class="form-grid">
          ${this.field('Service', html`<input name="service" .value=${rule.service ?? '*'}>`, 'service', 'a name, or a pattern with * and ?')}
          ${HAVE_ROUTES.includes(kindOf(rule)) ? this.field('Route', html`<input name="route" .value=${rule.route ?? ''} placeholder="the whole service">`, 'route', '* for each route by itself') : nothing}
          ${this.field('Group by', html`<input name="group_by" data-as="list" .value=${(rule.group_by ?? []).join(', ')}>`, 'group_by', 'labels, service, route, severity, template, host')}
        </div>
      </section>`;
  }

  timing() {
    const { rule } = this;
    return html`
      <section class="card">
        <h2>When, and for whom</h2>
        <div class="form-grid">
          ${this.number('Fires after', 'for_seconds', 'seconds that it has to hold', { min: 0, step: 1 })}
          ${this.number('Keeps firing for', 'keep_firing_for_seconds', 'seconds after its end', { min: 0, step: 1 })}
          ${this.field('Labels', html`<input name="labels" data-as="labels" .value=${labelsText(rule.labels)}
            placeholder="team=payments">`, 'labels', 'routes and silences match them')}
          ${this.field('Runbook', html`<input type="url" name="runbook_url" .value=${rule.runbook_url ?? ''}
            placeholder="https://…">`, 'runbook_url')}
          <label class="field check"><input type="checkbox" name="enabled" .checked=${rule.enabled !== false}> <span>On</span></label>
        </div>
      </section>`;
  }

  backTestCard() {
    if (!this.isOperator || !CAN_BE_TRIED.includes(kindOf(this.rule))) return nothing;
    return html`
      <section class="card" aria-label="Back-test">
        <h2>What it would have done</h2>
        <div class="toolbar">
          <select name="span" aria-label="Range" @change=${event => this.show({ span: Number(event.target.value) })}>
            ${RANGES.map(([seconds, text]) => html`
              <option value=${seconds} .selected=${seconds === this.span}>in ${text}</option>`)}
          </select>
          <button ?disabled=${this.busy} @click=${this.backTest}>Try it</button>
        </div>
        ${this.test === 'running' ? html`<sl-loading></sl-loading>` : nothing}
        ${this.test && this.test !== 'running' ? backTestView(this.test) : nothing}
      </section>`;
  }
}

customElements.define('sl-page-rule', RulePage);
