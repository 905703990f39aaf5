import { LitElement, html, nothing } from '../core/lit.js';
import { Problem, get, post, remove } from '../core/api.js';
import { session } from '../core/session.js';
import { say } from '../core/toast.js';
import { icon } from '../core/icons.js';
import { rowKeys } from '../core/keys.js';
import { state } from './states.js';
import './dialog.js';

/** Queries that people keep: `<sl-saved-queries .open=${…} .q=${…} @choose=${…} @close=${…}>`. */
class SavedQueries extends LitElement {
  static properties = { open: { type: Boolean }, q: {}, saved: { state: true }, problem: { state: true }, refusal: { state: true } };

  constructor() {
    super();
    this.open = false;
    this.q = '';
    this.saved = null;
    this.problem = null;
    this.refusal = null;
  }

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has('open') && this.open) this.#load();
  }

  async #load() {
    this.problem = null;
    try {
      this.saved = (await get('/saved-queries', { limit: 1000 })).items;
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }

  async #do(promise, done) {
    this.refusal = null;
    try {
      await promise;
      say(done, 'good');
      await this.#load();
    } catch (thrown) {
      this.refusal = Problem.from(thrown);
    }
  }

  #save(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#do(post('/saved-queries', { name: String(form.get('name')).trim(), q: this.q, shared: form.has('shared') }), 'Saved');
  }

  #choose(q) {
    this.dispatchEvent(new CustomEvent('choose', { detail: q }));
  }

  render() {
    return html`<sl-dialog heading="Saved queries" .open=${this.open} @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      ${this.open ? html`
        ${state({ data: this.saved, problem: this.problem, rows: 3, empty: html`<sl-empty text="Nothing is saved yet."></sl-empty>` }, saved => html`
          <ul class="rows saved" @keydown=${rowKeys}>${saved.map(one => this.#row(one))}</ul>`)}
        ${this.q && session.can('operator') && !this.problem ? this.#form() : nothing}` : nothing}
    </sl-dialog>`;
  }

  #row(one) {
    const own = one.owner === session.user?.username || session.can('admin');
    return html`<li>
      <button type="button" class="link" data-row @click=${() => this.#choose(one.q)}><strong>${one.name}</strong> <code>${one.q}</code></button>
      ${one.shared ? html`<span class="chip">shared by ${one.owner}</span>` : nothing}
      ${own ? html`<button type="button" class="icon-button" title="Delete ${one.name}" aria-label="Delete ${one.name}"
        @click=${() => this.#do(remove(`/saved-queries/${one.id}`), `${one.name} is deleted`)}>${icon('close')}</button>` : nothing}</li>`;
  }

  #form() {
    return html`<hr><form class="form" @submit=${this.#save}>
      <p>Save <code>${this.q}</code></p>
      <sl-problem .problem=${this.refusal}></sl-problem>
      <div class="toolbar">
        <label class="field">Name <input name="name" required maxlength="200" autocomplete="off" /></label>
        <label class="check"><input type="checkbox" name="shared" /> for everybody</label>
        <button class="primary">Save</button>
      </div></form>`;
  }
}

customElements.define('sl-saved-queries', SavedQueries);
