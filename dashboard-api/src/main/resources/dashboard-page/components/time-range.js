import { LitElement, html } from '../core/lit.js';
import { icon } from '../core/icons.js';
import { PRESETS, rangeQuery, seconds } from '../core/range.js';
import { parts, timeText } from '../core/format.js';
import { settings } from '../core/settings.js';
import { Watching } from '../core/store.js';

/** A time as `datetime-local` wants it, in the zone that the reader chose. */
function field(date) {
  const p = parts(date);
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}`;
}

function fromField(text) {
  const at = new Date(settings.value.utc ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Chooses the time of a page: presets, or two ends. Sends `choose` with what the address needs. */
class TimeRange extends LitElement {
  static properties = {
    range: { attribute: false },
    open: { state: true },
    refusal: { state: true },
  };

  constructor() {
    super();
    this.open = false;
    new Watching(this, settings);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#elsewhere);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#elsewhere);
  }

  #elsewhere = event => {
    if (this.open && !event.composedPath().includes(this)) this.open = false;
  };

  /** The fields keep what they show while somebody edits them, though the range moves on. */
  #toggle() {
    this.open = !this.open;
    this.refusal = null;
    this.shown = this.range.bounds();
  }

  #choose(choice) {
    this.open = false;
    this.querySelector('button')?.focus();
    this.dispatchEvent(new CustomEvent('choose', { detail: rangeQuery(choice) }));
  }

  #keys(event) {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.open = false;
      this.querySelector('button').focus();
    }
  }

  #own(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const last = String(form.get('last')).trim();
    if (last) {
      if (seconds(last)) this.#choose({ preset: last });
      else this.refusal = `“${last}” is no length (expected: a number with s, m, h or d, such as 90m)`;
      return;
    }
    const [from, to] = [fromField(form.get('from')), fromField(form.get('to'))];
    if (!from || !to || from >= to) this.refusal = 'The begin has to lie before the end.';
    else this.#choose({ from, to });
  }

  /** Moves the range by a share of its length. */
  #move(share) {
    const { from, to } = this.range.bounds();
    const by = (to - from) * share;
    this.#choose({ from: new Date(from.getTime() + by), to: new Date(to.getTime() + by) });
  }

  #zoomOut() {
    const { from, to } = this.range.bounds();
    const half = (to - from) / 2;
    const end = Math.min(to.getTime() + half, Date.now());
    this.#choose({ from: new Date(from.getTime() - half), to: new Date(end) });
  }

  render() {
    const { from, to } = this.range.bounds();
    return html`<div class="time-range" @keydown=${this.#keys}>
      <button type="button" aria-expanded=${this.open} aria-haspopup="dialog" title="${timeText(from)} – ${timeText(to)}"
        @click=${this.#toggle}>
        ${icon('clock')}<span>${this.range.label}</span>
      </button>
      ${this.open ? this.#panel(this.shown) : ''}
    </div>`;
  }

  #panel({ from, to }) {
    return html`<div class="popover" role="dialog" aria-label="Time range">
      <div class="presets">
        ${PRESETS.map(([name, label]) => html`<button type="button" aria-pressed=${this.range.preset === name}
          @click=${() => this.#choose({ preset: name })}>${label}</button>`)}
      </div>
      <form @submit=${this.#own}>
        <label class="field">Last <input name="last" placeholder="90m" autocomplete="off" size="6" /></label>
        <span class="muted">or</span>
        <label class="field">From <input type="datetime-local" step="1" name="from" .value=${field(from)} /></label>
        <label class="field">To <input type="datetime-local" step="1" name="to" .value=${field(to)} /></label>
        ${this.refusal ? html`<p class="refusal" role="alert">${this.refusal}</p>` : ''}
        <button class="primary">Apply</button>
      </form>
      <div class="moves">
        <button type="button" class="quiet" @click=${() => this.#move(-0.5)}>← Earlier</button>
        <button type="button" class="quiet" @click=${this.#zoomOut}>Zoom out</button>
        <button type="button" class="quiet" @click=${() => this.#move(0.5)}>Later →</button>
      </div>
      <p class="muted">Times are ${settings.value.utc ? 'UTC' : 'local'}.</p>
    </div>`;
  }
}

customElements.define('sl-time-range', TimeRange);
