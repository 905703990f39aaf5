// Numbers and times as text: the same on every machine, whatever its language.
import { html } from './lit.js';
import { settings } from './settings.js';

const NOTHING = '–';
const THIN = '\u202f';

const absent = value => value === null || value === undefined || Number.isNaN(value);

/** `12 345`, `0.42`: three significant digits below 100, whole above, groups of three. */
export function number(value, digits) {
  if (absent(value)) return NOTHING;
  const size = Math.abs(value);
  const places = digits ?? (Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2);
  const fixed = Math.abs(value).toFixed(places);
  const [whole, fraction] = fixed.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  const kept = digits === undefined ? (fraction ?? '').replace(/0+$/, '') : fraction;
  const text = kept ? `${grouped}.${kept}` : grouped;
  return value < 0 && Number(fixed) !== 0 ? `−${text}` : text;
}

/** `1.2 M`, `38 k`: where a glance has to do. */
export function short(value) {
  if (absent(value)) return NOTHING;
  const size = Math.abs(value);
  for (const [unit, name] of [[1e9, 'G'], [1e6, 'M'], [1e4, 'k']]) {
    if (size >= unit) {
      const scaled = value / (name === 'k' ? 1e3 : unit);
      return `${number(scaled, scaled < 100 ? 1 : 0).replace(/\.0$/, '')}${THIN}${name}`;
    }
  }
  return number(value);
}

export const percent = value => (absent(value) ? NOTHING : `${number(value)}${THIN}%`);

/** Milliseconds: `0.4 ms`, `320 ms`, `4.2 s`. */
export function millis(value) {
  if (absent(value)) return NOTHING;
  if (Math.abs(value) < 1000) return `${number(value)}${THIN}ms`;
  return duration(value / 1000);
}

/** Seconds: `4.2 s`, `3 min`, `2 h 10 min`, `5 d`. */
export function duration(seconds) {
  if (absent(seconds)) return NOTHING;
  if (seconds < 0) return `−${duration(-seconds)}`;
  if (seconds < 120) return `${number(seconds)}${THIN}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes}${THIN}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${hours}${THIN}h ${minutes % 60}${THIN}min` : `${hours}${THIN}h`;
  const days = Math.floor(hours / 24);
  return hours % 24 && days < 7 ? `${days}${THIN}d ${hours % 24}${THIN}h` : `${days}${THIN}d`;
}

export function bytes(value) {
  if (absent(value)) return NOTHING;
  let size = value;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (Math.abs(size) < 1024) return `${number(size)}${THIN}${unit}`;
    size /= 1024;
  }
  return `${number(size)}${THIN}TiB`;
}

/** `12 s ago`, `in 3 min`. */
export function ago(time) {
  const at = date(time);
  if (!at) return NOTHING;
  const seconds = Math.round((Date.now() - at) / 1000);
  if (Math.abs(seconds) < 1) return 'now';
  const length = rough(Math.abs(seconds));
  return seconds > 0 ? `${length} ago` : `in ${length}`;
}

function rough(seconds) {
  if (seconds < 60) return `${seconds}${THIN}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${THIN}min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)}${THIN}h`;
  return `${Math.floor(seconds / 86_400)}${THIN}d`;
}

export function date(time) {
  if (time === null || time === undefined || time === '') return null;
  const at = time instanceof Date ? time : new Date(time);
  return Number.isNaN(at.getTime()) ? null : at;
}

const two = value => String(value).padStart(2, '0');

/** The parts of a time in the zone that the reader chose. */
export function parts(time, utc = settings.value.utc) {
  const at = date(time);
  const get = name => (utc ? at[`getUTC${name}`]() : at[`get${name}`]());
  return {
    year: String(get('FullYear')),
    month: two(get('Month') + 1),
    day: two(get('Date')),
    hour: two(get('Hours')),
    minute: two(get('Minutes')),
    second: two(get('Seconds')),
    millis: String(get('Milliseconds')).padStart(3, '0'),
  };
}

function zone(utc, at) {
  if (utc) return 'UTC';
  const minutes = -at.getTimezoneOffset();
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** `2026-03-01 14:05:09.123`, with its zone if asked for. */
export function timeText(time, { utc = settings.value.utc, withMillis = false, withZone = false, dateless = false } = {}) {
  const at = date(time);
  if (!at) return NOTHING;
  const p = parts(at, utc);
  const clock = `${p.hour}:${p.minute}:${p.second}${withMillis ? `.${p.millis}` : ''}`;
  const day = dateless ? '' : `${p.year}-${p.month}-${p.day} `;
  return `${day}${clock}${withZone ? ` ${zone(utc, at)}` : ''}`;
}

/** Both zones, for whoever hovers. */
function bothZones(at) {
  const local = timeText(at, { utc: false, withMillis: true, withZone: true });
  return `${local}\n${timeText(at, { utc: true, withMillis: true, withZone: true })}`;
}

/** A time as an element: in the chosen zone, without its date when that is today; both zones on hover. */
export function time(value, { full = false, withMillis = false } = {}) {
  const at = date(value);
  if (!at) return NOTHING;
  const now = parts(new Date());
  const p = parts(at);
  const today = now.year === p.year && now.month === p.month && now.day === p.day;
  const text = timeText(at, { withMillis, dateless: today && !full });
  return html`<time datetime=${at.toISOString()} title=${bothZones(at)}>${text}</time>`;
}

/** How long ago, as an element with both zones on hover. */
export function since(value) {
  const at = date(value);
  if (!at) return NOTHING;
  return html`<time datetime=${at.toISOString()} title=${bothZones(at)}>${ago(at)}</time>`;
}

/** `1 line`, `2 lines`, `12 345 lines`. */
export const count = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
