// Forms: labelled controls that show what the server refused, and their values as JSON.

import { html, nothing } from './lit.js';

/**
 * A control with its label, its hint, and what was wrong with it.
 *
 * @param name its field in the request, by which a problem's errors find it
 */
export function field(label, control, { name, hint, problem, wide } = {}) {
  const wrong = problem?.errors?.find(error => error.field === name);
  return html`
    <label class=${wide ? 'field wide' : 'field'}>
      <span class="label">${label}</span>
      ${control}
      ${hint ? html`<span class="hint">${hint}</span>` : nothing}
      ${wrong ? html`<span class="refused" role="alert">${wrongText(wrong)}</span>` : nothing}
    </label>`;
}

function wrongText({ value, expected, message }) {
  if (message) return message;
  if (value === '***') return `expected: ${expected}`;
  const found = value === null || value === undefined || value === '' ? 'nothing' : String(value);
  return `${found} (expected: ${expected})`;
}

/** A list to choose from; options are words or [value, text]. */
export function choice(name, value, options, { disabled = false, onchange } = {}) {
  return html`
    <select name=${name} ?disabled=${disabled} @change=${onchange ?? nothing}>
      ${options.map(option => {
        const [own, text] = Array.isArray(option) ? option : [option, option];
        return html`<option value=${own} .selected=${String(own) === String(value ?? '')}>${text}</option>`;
      })}
    </select>`;
}

/**
 * The values of a form's controls. What a control means is its `data-as`: text by default, number, list (words with
 * commas between), labels (`name=value` with commas between), time (local, of datetime-local), flag (a checkbox).
 */
export function valuesOf(form) {
  const values = {};
  for (const control of form.elements) {
    if (!control.name || control.disabled || control.type === 'submit') continue;
    if (control.type === 'radio' && !control.checked) continue;
    values[control.name] = valueOf(control);
  }
  return values;
}

function valueOf(control) {
  const text = control.value?.trim() ?? '';
  switch (control.dataset.as ?? (control.type === 'checkbox' ? 'flag' : 'text')) {
    case 'flag': return control.checked;
    case 'number': return text === '' ? null : Number(text);
    case 'list': return words(text);
    case 'labels': return labelsOf(text);
    case 'time': return text === '' ? null : new Date(text).toISOString();
    case 'exact': return control.value;
    default: return text === '' ? null : text;
  }
}

export function words(text) {
  return text.split(/[,\n]/).map(word => word.trim()).filter(word => word !== '');
}

function labelsOf(text) {
  return Object.fromEntries(words(text).map(word => {
    const [name, ...value] = word.split('=');
    return [name.trim(), value.join('=').trim()];
  }));
}

export function labelsText(labels) {
  return Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`).join(', ');
}

/** A moment as the value of a datetime-local control: local, to the minute. */
export function localMinute(time) {
  if (!time) return '';
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
