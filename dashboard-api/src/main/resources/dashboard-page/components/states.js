// What stands where content is not there yet, not there at all, or went wrong; and the marks for words of state.
import { LitElement, html, nothing, styled } from '../core/lit.js';
import { icon } from '../core/icons.js';

class Light extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** `<sl-loading rows="6" text="…">`: grey lines of the height of what will come. */
class Loading extends Light {
  static properties = { rows: { type: Number }, text: {} };

  constructor() {
    super();
    this.rows = 4;
    this.text = 'Loading';
  }

  render() {
    const widths = [92, 78, 85, 64, 88, 71, 80, 58];
    return html`<div class="loading" role="status">
      <span class="visually-hidden">${this.text}</span>
      ${Array.from({ length: this.rows }, (_, i) => html`<i ${styled({ width: `${widths[i % 8]}%` })}></i>`)}
    </div>`;
  }
}

/** `<sl-empty heading="…" text="…" icon="logs">`: nothing is there, why, and what to do. */
class Empty extends Light {
  static properties = { heading: {}, text: {}, icon: {} };

  render() {
    return html`<div class="empty">
      ${this.icon ? icon(this.icon) : nothing}
      ${this.heading ? html`<strong>${this.heading}</strong>` : nothing}
      ${this.text ? html`<p>${this.text}</p>` : nothing}
    </div>`;
  }
}

/** `<sl-problem .problem=${problem}>`: title, detail and the fields that a problem document names. */
class ProblemNote extends Light {
  static properties = { problem: { attribute: false } };

  render() {
    const { problem } = this;
    if (!problem) return nothing;
    const missing = problem.status === 404;
    return html`<div class="problem ${missing ? 'soft' : ''}" role=${missing ? 'note' : 'alert'}>
      ${icon(missing ? 'help' : 'incidents')}
      <div>
        <strong>${problem.title || 'It failed'}${problem.status ? html` <span class="muted">${problem.status}</span>` : nothing}</strong>
        ${problem.detail && problem.detail !== problem.title ? html`<p>${problem.detail}</p>` : nothing}
        ${problem.errors?.length > 1
          ? html`<ul>${problem.errors.map(error => html`<li><code>${error.field}</code> expected: ${error.expected}</li>`)}</ul>`
          : nothing}
      </div>
    </div>`;
  }
}

const KINDS = {
  trace: 'trace', debug: 'trace', info: 'info', warn: 'warning', warning: 'warning', error: 'error', fatal: 'fatal',
  critical: 'error', healthy: 'good', degraded: 'warning', silent: 'trace', up: 'good', down: 'error',
  pending: 'info', firing: 'error', acknowledged: 'warning', resolved: 'good', open: 'error',
  investigating: 'warning', mitigated: 'info', delivered: 'good', failed: 'error', suppressed: 'trace',
  active: 'good', enabled: 'good', disabled: 'trace', new: 'info', vanished: 'trace',
};

/** `<sl-severity word="CRITICAL">`: the word beside a fill of its colour. Also for words of state. */
class SeverityMark extends Light {
  static properties = { word: {}, kind: {} };

  render() {
    const word = String(this.word ?? '');
    const kind = this.kind ?? KINDS[word.toLowerCase()] ?? 'trace';
    return html`<span class="mark mark-${kind}"><i aria-hidden="true"></i>${word.toLowerCase()}</span>`;
  }
}

customElements.define('sl-loading', Loading);
customElements.define('sl-empty', Empty);
customElements.define('sl-problem', ProblemNote);
customElements.define('sl-severity', SeverityMark);

export const mark = (word, kind) => html`<sl-severity .word=${word} .kind=${kind}></sl-severity>`;

/**
 * Content in whichever state it is: `data` shown by `render` if there is any, with a problem above it; else the problem;
 * else grey lines. `empty` stands for a list without items.
 */
export function state({ data, problem, rows = 4, empty }, render) {
  if (data === null || data === undefined) {
    return problem ? html`<sl-problem .problem=${problem}></sl-problem>` : html`<sl-loading rows=${rows}></sl-loading>`;
  }
  const bare = empty && Array.isArray(data) && data.length === 0;
  return html`
    ${problem ? html`<sl-problem .problem=${problem}></sl-problem>` : nothing}
    ${bare ? empty : render(data)}`;
}
