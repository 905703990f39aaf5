// What the pages share on which somebody does something.

import { html, nothing } from '../core/lit.js';
import { Page } from '../core/page.js';
import { Problem, isAbort } from '../core/problem.js';
import { session } from '../core/session.js';
import { say } from '../core/toast.js';

export class ActingPage extends Page {
  /** What the last thing that was tried came to, if it was refused; forms show it beside their fields. */
  refused = null;
  busy = false;

  /** On a phone a table's rows stand one below the other; each cell then says by itself what it is. */
  updated() {
    for (const table of this.querySelectorAll('.flush table')) {
      const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim());
      for (const row of table.tBodies[0].rows) {
        if (row.cells[0].dataset.label !== undefined) continue;
        [...row.cells].forEach((cell, i) => { cell.dataset.label = names[i]; });
      }
    }
  }

  /** Takes new values and renders them. */
  show(values) {
    Object.assign(this, values);
    this.requestUpdate();
  }

  /**
   * Does something for the user, who is told how it ended.
   *
   * @returns its result, or null when it failed
   */
  async act(what, done) {
    this.show({ busy: true, refused: null });
    try {
      const result = await what();
      if (done) say(typeof done === 'function' ? done(result) : done, 'good');
      return result ?? true;
    } catch (thrown) {
      if (isAbort(thrown)) return null;
      const refused = Problem.from(thrown);
      this.show({ refused });
      say(refused.detail || refused.title, 'bad');
      return null;
    } finally {
      this.show({ busy: false });
    }
  }

  /** What stands in the place of something that is not there yet, or null once it is. */
  awaited(value, what = '') {
    if (value === ABSENT) return absent(what);
    if (value !== null) return null;
    return this.problem ? html`<sl-problem .problem=${this.problem}></sl-problem>` : html`<sl-loading></sl-loading>`;
  }

  get isOperator() {
    return session.can('operator');
  }

  /** Why the last thing was refused, as far as no field says it. */
  refusal() {
    return this.refused ? html`<sl-problem .problem=${this.refused}></sl-problem>` : nothing;
  }
}

/** The head of a page: its name, where it belongs, and what can be done. */
export function head(title, actions = nothing, up = null) {
  return html`
    <header class="page-head">
      <div>
        ${up ? html`<a class="up" href=${up.href}>${up.text}</a>` : nothing}
        <h1>${title}</h1>
      </div>
      <div class="actions">${actions}</div>
    </header>`;
}

/** Reads what the server may not know yet: an empty list instead of a refusal when there is no such path. */
export async function orElse(promise, otherwise) {
  try {
    return await promise;
  } catch (problem) {
    if (problem.status === 404 || problem.status === 403) return otherwise;
    throw problem;
  }
}

/** Stands for what this platform does not have. */
export const ABSENT = Symbol('absent');

/** Says that nothing is there, and why. */
export function empty(text, heading = '') {
  return html`<sl-empty .heading=${heading} .text=${text}></sl-empty>`;
}

/** Stands in the place of what the one who is signed in may not do. `whom` may, in words. */
export function onlyFor(whom) {
  const { user } = session;
  return empty(user ? `This is for ${whom}. You are signed in as ${user.username} (${user.role}).` : `This is for ${whom}.`);
}

function absent(what) {
  return empty(`The server does not know any ${what}: it is older than this page.`);
}

/** Asks before something that cannot be undone. */
export function sure(question) {
  return window.confirm(question);
}
