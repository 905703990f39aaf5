// The time that a page looks at: `range=1h` up to now, or `from` and `to`, in the address.
import { change, settings } from './settings.js';
import { date, timeText } from './format.js';

export const PRESETS = [
  ['5m', '5 minutes', 300],
  ['15m', '15 minutes', 900],
  ['1h', '1 hour', 3600],
  ['6h', '6 hours', 21_600],
  ['24h', '24 hours', 86_400],
  ['7d', '7 days', 604_800],
  ['30d', '30 days', 2_592_000],
];

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of `90s`, `15m`, `6h`, `7d`; null for anything else. */
export function seconds(text) {
  const match = /^(\d{1,6})([smhd])$/.exec(text ?? '');
  return match ? Number(match[1]) * UNITS[match[2]] : null;
}

export class Range {
  constructor({ preset = null, from = null, to = null }) {
    this.preset = preset;
    this.fixedFrom = from;
    this.fixedTo = to;
  }

  /** The address decides; without it what was last chosen. */
  static of(query) {
    const from = date(query.get('from'));
    const to = date(query.get('to'));
    if (from && (!to || from < to)) return new Range({ from, to });
    const preset = query.get('range');
    if (seconds(preset)) return new Range({ preset });
    return new Range({ preset: seconds(settings.value.range) ? settings.value.range : '1h' });
  }

  /** Whether it ends now and so moves on. */
  get isLive() {
    return !this.fixedTo;
  }

  get to() {
    return this.fixedTo ?? new Date();
  }

  get from() {
    return this.fixedFrom ?? new Date(Math.floor(Date.now() / 1000) * 1000 - seconds(this.preset) * 1000);
  }

  get seconds() {
    return (this.to - this.from) / 1000;
  }

  /** For requests. */
  params() {
    return { from: this.from, to: this.fixedTo ?? undefined };
  }

  /** For requests that need both ends. */
  bounds() {
    const to = this.to;
    const from = this.preset ? new Date(to - seconds(this.preset) * 1000) : this.from;
    return { from, to };
  }

  /** For addresses: what keeps the same range on another page. */
  get query() {
    if (this.preset) return { range: this.preset };
    return { from: this.fixedFrom, to: this.fixedTo ?? undefined };
  }

  /** The windows that suit it: some hundred points. */
  get window() {
    if (this.seconds <= 21_600) return '1min';
    return this.seconds <= 172_800 ? '5min' : '1hour';
  }

  get label() {
    if (this.preset) {
      const known = PRESETS.find(([name]) => name === this.preset);
      return `Last ${known ? known[1] : this.preset}`;
    }
    const end = this.fixedTo ? timeText(this.fixedTo) : 'now';
    return `${timeText(this.fixedFrom)} – ${end}`;
  }
}

/** What a choice of a range means for the address. */
export function rangeQuery({ preset = null, from = null, to = null }) {
  if (preset) {
    change({ range: preset });
    return { range: preset, from: null, to: null };
  }
  return { range: null, from, to };
}

export const WINDOW_SECONDS = { '1min': 60, '5min': 300, '1hour': 3600 };
