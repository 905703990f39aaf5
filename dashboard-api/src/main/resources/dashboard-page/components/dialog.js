import { LitElement, html, css } from '../core/lit.js';
import { icon } from '../core/icons.js';

/**
 * `<sl-dialog .open=${…} heading="…" side @close=${…}>content</sl-dialog>`: the browser's own dialog, which keeps the
 * focus inside and gives it back. Esc, the cross and a press beside it close it. `side` puts it at the right edge.
 */
class Dialog extends LitElement {
  static properties = {
    open: { type: Boolean, reflect: true },
    heading: {},
    side: { type: Boolean, reflect: true },
    wide: { type: Boolean, reflect: true },
  };

  static styles = css`
    dialog {
      box-sizing: border-box;
      width: min(34rem, calc(100vw - 2rem));
      max-height: calc(100dvh - 3rem);
      margin: auto;
      padding: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius-large);
      color: var(--text);
      background: var(--surface);
      box-shadow: var(--shadow-large);
      overflow: hidden;
    }
    :host([wide]) dialog { width: min(56rem, calc(100vw - 2rem)); }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: var(--backdrop); }
    :host([side]) dialog {
      width: min(44rem, 100vw);
      max-width: 100vw;
      height: 100dvh;
      max-height: 100dvh;
      margin: 0 0 0 auto;
      border-width: 0 0 0 1px;
      border-radius: 0;
    }
    header {
      display: flex;
      align-items: center;
      gap: var(--space-3);
      padding: var(--space-3) var(--space-4);
      border-bottom: 1px solid var(--line);
    }
    h2 { flex: 1; margin: 0; font-size: var(--size-large); font-weight: 600; overflow-wrap: anywhere; }
    .body { padding: var(--space-4); overflow: auto; }
    button {
      display: grid;
      place-items: center;
      width: 2rem;
      height: 2rem;
      padding: 0;
      border: 0;
      border-radius: var(--radius);
      color: var(--text-muted);
      background: none;
      cursor: pointer;
    }
    button:hover { color: var(--text); background: var(--hover); }
    button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
    .icon { width: 1.1rem; height: 1.1rem; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; }
  `;

  get #dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  updated(changed) {
    if (!changed.has('open')) return;
    if (this.open && !this.#dialog.open) this.#dialog.showModal();
    if (!this.open && this.#dialog.open) this.#dialog.close();
  }

  #closed() {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('close'));
  }

  #pressed(event) {
    if (event.target === this.#dialog) this.#dialog.close();
  }

  render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @mousedown=${this.#pressed}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button type="button" aria-label="Close" @click=${() => this.#dialog.close()}>${icon('close')}</button>
      </header>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }
}

customElements.define('sl-dialog', Dialog);
