import { LitElement, html, nothing } from '../core/lit.js';
import { icon } from '../core/icons.js';
import { EXAMPLES, FIELDS } from '../core/query.js';
import './dialog.js';

const SEVERITIES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const MOST = 8;

/** The part of the text before the caret that a suggestion would replace. */
function unfinished(text, caret) {
  const match = /(?:^|[\s(])(-?)([\w.]*:?[\w.>=<]*)$/.exec(text.slice(0, caret));
  return match?.[2] ? match[2] : null;
}

/**
 * Where a log query is written: suggests fields and values, says where an error is, explains the language. Sends
 * `search` with the text. `values` are known values, `{service: […]}`.
 */
class QueryBox extends LitElement {
  static properties = {
    value: {},
    problem: { attribute: false },
    values: { attribute: false },
    suggestions: { state: true },
    active: { state: true },
    help: { state: true },
  };

  constructor() {
    super();
    this.value = '';
    this.problem = null;
    this.values = {};
    this.suggestions = [];
    this.active = -1;
    this.help = false;
  }

  createRenderRoot() {
    return this;
  }

  /** What was typed and not sent gives way only when the address says something else. */
  updated(changed) {
    if (changed.has('value')) this.#input.value = this.value ?? '';
  }

  get #input() {
    return this.querySelector('input');
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  #submit(event) {
    event.preventDefault();
    this.suggestions = [];
    this.dispatchEvent(new CustomEvent('search', { detail: this.#input.value.trim() }));
  }

  #suggest() {
    const input = this.#input;
    const part = unfinished(input.value, input.selectionStart);
    this.active = -1;
    this.suggestions = part ? this.#fitting(part) : [];
  }

  #fitting(part) {
    const colon = part.indexOf(':');
    if (colon < 0) {
      return FIELDS.filter(field => field.startsWith(part.toLowerCase())).slice(0, MOST).map(field => (field.endsWith('.') ? field : `${field}:`));
    }
    const field = part.slice(0, colon);
    const begun = part.slice(colon + 1).replace(/^[<>=]+/, '').toLowerCase();
    const known = field === 'severity' || field === 'level' ? SEVERITIES : (this.values[field] ?? []);
    const operator = part.slice(colon + 1).match(/^[<>=]*/)[0];
    return known.filter(value => value.toLowerCase().startsWith(begun) && value.toLowerCase() !== begun && /^[\w.-]+$/.test(value))
      .slice(0, MOST).map(value => `${field}:${operator}${value}`);
  }

  #accept(text) {
    const input = this.#input;
    const caret = input.selectionStart;
    const begin = caret - (unfinished(input.value, caret) ?? '').length;
    const end = /[:.]$/.test(text) ? text : `${text} `;
    input.setRangeText(end, begin, caret, 'end');
    input.focus();
    this.#suggest();
  }

  #keys(event) {
    const open = this.suggestions.length > 0;
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      this.suggestions = [];
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && open) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      this.active = Math.min(Math.max(this.active + by, -1), this.suggestions.length - 1);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && this.active >= 0) {
      event.preventDefault();
      this.#accept(this.suggestions[this.active]);
    } else if (event.key === 'Tab' && open && !event.shiftKey) {
      event.preventDefault();
      this.#accept(this.suggestions[0]);
    }
  }

  #try(example) {
    this.help = false;
    this.#input.value = example.split('  ')[0];
    this.focus();
  }

  render() {
    const open = this.suggestions.length > 0;
    const wrong = this.problem?.status === 400;
    return html`<form class="query-box ${wrong ? 'wrong' : ''}" role="search" @submit=${this.#submit}>
      <div class="query-field">
        ${icon('search')}
        <input type="text" name="q" placeholder="Search: words, &quot;a phrase&quot;, service:checkout, duration_ms:>500"
          aria-label="Search log lines" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="search"
          role="combobox" aria-autocomplete="list" aria-controls="query-suggestions" aria-expanded=${open}
          aria-activedescendant=${this.active >= 0 ? `query-suggestion-${this.active}` : nothing} aria-invalid=${wrong}
          aria-describedby=${wrong ? 'query-problem' : nothing}
          @input=${this.#suggest} @keydown=${this.#keys} @blur=${() => setTimeout(() => (this.suggestions = []), 150)} />
        <button type="button" class="icon-button" aria-label="How to search" title="How to search" @click=${() => (this.help = true)}>${icon('help')}</button>
        <button class="primary">Search</button>
        <ul class="suggestions" id="query-suggestions" role="listbox" aria-label="Suggestions" ?hidden=${!open}>
          ${this.suggestions.map((text, i) => html`<li role="option" id="query-suggestion-${i}" aria-selected=${i === this.active}
            @mousedown=${event => (event.preventDefault(), this.#accept(text))}><code>${text}</code></li>`)}
        </ul>
      </div>
      ${wrong ? this.#wrong() : nothing}
      ${this.#helpDialog()}
    </form>`;
  }

  /** The query again, with the place marked, above what was expected there. */
  #wrong() {
    const at = this.problem.position;
    const text = this.value ?? '';
    return html`<div class="query-problem" id="query-problem" role="alert">
      ${at === null ? nothing : html`<code>${text.slice(0, at)}<mark>${text.slice(at, at + 1) || ' '}</mark>${text.slice(at + 1)}</code>`}
      <span>${this.problem.detail}</span></div>`;
  }

  #helpDialog() {
    return html`<sl-dialog heading="How to search" .open=${this.help} @close=${() => (this.help = false)}>
      ${this.help ? html`<table><thead><tr><th>Query</th><th>Finds</th></tr></thead><tbody>
        ${EXAMPLES.map(([example, finds]) => html`<tr><td><button type="button" class="link mono" @click=${() => this.#try(example)}>${example}</button></td><td>${finds}</td></tr>`)}
      </tbody></table>
      <p class="muted">Words side by side must all be there. Case does not matter. AND, OR and NOT are written in capitals.</p>` : nothing}
    </sl-dialog>`;
  }
}

customElements.define('sl-query-box', QueryBox);
