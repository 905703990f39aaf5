import { LitElement, html } from '../core/lit.js';
import { icon } from '../core/icons.js';
import { PRESETS, rangeQuery, seconds } from '../core/range.js';
import { timeText } from '../core/format.js';
import { settings } from '../core/settings.js';
import { Watching } from '../core/store.js';

const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:[T ]+(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:\d{2})?$/;

/** A time as people write it: in the zone that they chose, unless they name another. Null when it is none. */
function written(text) {
  const match = WRITTEN.exec(text.trim());
  if (!match) return null;
  const [, day, clock = '00:00', zone = settings.value.utc ? 'Z' : ''] = match;
  const at = new Date(`${day}T${clock}${zone}`);
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
    const [from, to] = ['from', 'to'].map(name => written(form.get(name)));
    const wrong = [['from', from], ['to', to]].find(([, at]) => !at);
    if (wrong) this.refusal = `“${form.get(wrong[0])}” is no time (expected: such as 2026-03-01 14:05:00)`;
    else if (from >= to) this.refusal = 'The begin has to lie before the end.';
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
        <label class="field">Last <input name="last" placeholder="90m" autocomplete="off" size="5" /></label>
        <label class="field">or from <input name="from" size="19" autocomplete="off" .value=${timeText(from)} /></label>
        <label class="field">to <input name="to" size="19" autocomplete="off" .value=${timeText(to)} /></label>
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
