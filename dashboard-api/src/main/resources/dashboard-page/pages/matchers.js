// Matchers of silences and notification routes: as rows to edit, as text, and what they match.

import { html } from '../core/lit.js';
import { choice } from '../core/forms.js';

const OPERATORS = ['=', '!=', '=~', '!~'];

/** Rows of matchers, with one more to fill. */
export function matcherRows(matchers, problem) {
  const rows = [...matchers, { field: '', operator: '=', value: '' }];
  const wrong = problem?.errors?.filter(error => error.field?.startsWith('matchers')) ?? [];
  return html`
    <div class="field wide matchers">
      <span class="label">Matches all of</span>
      ${rows.map(matcher => html`
        <div class="matcher" data-matcher>
          <input name="matcher_field" list="matcher-fields" aria-label="Field" placeholder="service" .value=${matcher.field}>
          ${choice('matcher_operator', matcher.operator, OPERATORS)}
          <input name="matcher_value" aria-label="Value" placeholder="checkout" .value=${matcher.value}>
        </div>`)}
      <datalist id="matcher-fields">
        ${['service', 'route', 'rule', 'severity', 'kind'].map(name => html`<option value=${name}></option>`)}
      </datalist>
      <span class="hint">service, route, rule, severity, kind, or the name of a label; =~ takes a pattern. An emptied row goes.</span>
      ${wrong.map(error => html`<span class="refused" role="alert">${error.field}: ${error.value ?? 'nothing'} (expected: ${error.expected})</span>`)}
    </div>`;
}

/** What the rows of a form say. */
export function matchersOf(form) {
  return [...form.querySelectorAll('[data-matcher]')]
    .map(row => ({
      field: row.querySelector('[name=matcher_field]').value.trim(),
      operator: row.querySelector('[name=matcher_operator]').value,
      value: row.querySelector('[name=matcher_value]').value.trim(),
    }))
    .filter(matcher => matcher.field !== '');
}

export function matchersText(matchers) {
  return !matchers || matchers.length === 0
    ? html`<span class="muted">everything</span>`
    : html`<span class="chips">${matchers.map(({ field, operator, value }) => html`
        <code class="chip">${field}${operator}${value}</code>`)}</span>`;
}

/** The alerts among some that all matchers match; those of a pattern that this browser cannot read match nothing. */
export function matching(matchers, alerts) {
  return alerts.filter(alert => matchers.every(matcher => matches(matcher, alert)));
}

function matches({ field, operator, value }, alert) {
  const own = String(alert[field] ?? alert.labels?.[field] ?? '');
  switch (operator) {
    case '=': return own === value;
    case '!=': return own !== value;
    case '=~': return pattern(value)?.test(own) ?? false;
    default: return !(pattern(value)?.test(own) ?? true);
  }
}

function pattern(text) {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return null;
  }
}

/** The matchers that an address such as `?service=shop&rule=…` names. */
export function matchersOfQuery(query) {
  return [...query].filter(([, value]) => value !== '')
    .map(([field, value]) => ({ field, operator: '=', value }));
}
