// Lists of log lines and one line whole.
import { html, nothing, repeat } from '../core/lit.js';
import { rowKeys } from '../core/keys.js';
import { COLOUR } from '../core/severities.js';
import { time, timeText, millis, number } from '../core/format.js';
import { styled } from '../core/lit.js';
import { icon } from '../core/icons.js';
import { term } from '../core/query.js';

/** A body with the searched words marked. */
function marked(body, marker) {
  if (!marker) return body;
  return body.split(marker).map((part, i) => (i % 2 ? html`<mark>${part}</mark>` : part));
}

const LONGEST = 2000;
const ONE_LINE = 500;

/** A body as it stands in a list: whole, or its first line and how many follow. */
function excerpt(body, wrap, marker) {
  if (wrap) return marked(body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body, marker);
  const end = body.indexOf('\n');
  if (end < 0) return marked(body.slice(0, ONE_LINE), marker);
  const more = body.split('\n').length - 1;
  return html`${marked(body.slice(0, Math.min(end, ONE_LINE)), marker)} <span class="line-more">+${more} ${more === 1 ? 'line' : 'lines'}</span>`;
}

/**
 * Lines as rows, each a link: `hrefOf(item)` says where it leads. `wrap` shows bodies whole; `dated` shows the day too.
 */
export function logLines(items, { hrefOf, marker = null, wrap = false, dated = false, selected = null, service = true }) {
  return html`<div class="lines ${wrap ? 'wrapped' : ''} ${dated ? 'dated' : ''} ${service ? '' : 'one-service'}" role="list" @keydown=${rowKeys}>
    ${repeat(items, item => item.id, item => html`<a role="listitem" class="line" data-row data-id=${item.id} href=${hrefOf(item)}
      aria-current=${item.id === selected ? 'true' : nothing} ${styled({ '--line-colour': `var(${COLOUR[item.severity] ?? '--severity-trace'})` })}>
      <span class="line-time">${timeText(item.event_time, { withMillis: true, dateless: !dated })}</span>
      <span class="line-severity">${item.severity}</span>
      ${service ? html`<span class="line-service" title=${item.service}>${item.service}</span>` : nothing}
      <span class="line-body">${excerpt(item.body, wrap, marker)}</span>
    </a>`)}
  </div>`;
}

const GROUPS = [
  ['Line', ['severity_text', 'service', 'host', 'logger', 'category', 'exception_type', 'format', 'template_id', 'trace_id', 'span_id', 'line_count']],
  ['Request', ['http_method', 'http_route', 'url_path', 'http_status', 'duration_ms', 'client_address', 'user_id', 'account_id']],
  ['Risk', ['risk_score', 'risk_factors']],
];
const NESTED = [['Place', 'geo'], ['User', 'user'], ['Business', 'business'], ['Service', 'catalogue']];

const shown = value => value !== null && value !== undefined && value !== '';

function fieldRow(name, value, onTerm) {
  const text = name === 'duration_ms' ? millis(value) : name === 'line_count' ? number(value) : String(value);
  const isLink = /^https?:\/\//.test(text);
  return html`<tr><th scope="row" class="mono">${name}</th>
    <td>${isLink ? html`<a href=${text} target="_blank" rel="noopener noreferrer">${text}</a>` : html`<span class="mono">${text}</span>`}</td>
    <td class="field-actions">
      <button type="button" class="icon-button" title="Only ${name}: ${text}" aria-label="Only lines with this ${name}" @click=${() => onTerm(term(name, value))}>${icon('plus')}</button>
      <button type="button" class="icon-button" title="Not ${name}: ${text}" aria-label="Only lines without this ${name}" @click=${() => onTerm(`-${term(name, value)}`)}>${icon('minus')}</button>
    </td></tr>`;
}

/** All fields of a record in groups; `onTerm` gets a term of the query language. */
export function recordFields(record, onTerm) {
  const group = (title, rows) => rows.length === 0 ? nothing : html`<tbody><tr class="group"><th colspan="3" scope="rowgroup">${title}</th></tr>
    ${rows.map(([name, value]) => fieldRow(name, value, onTerm))}</tbody>`;
  const plain = names => names.filter(name => shown(record[name])).map(name => [name, record[name]]);
  const nested = name => Object.entries(record[name] ?? {}).filter(([, value]) => shown(value)).map(([key, value]) => [`${name}.${key}`, value]);
  const attributes = Object.entries(record.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return html`<table class="fields"><colgroup><col class="field-name" /><col /><col class="field-buttons" /></colgroup>
    ${GROUPS.map(([title, names]) => group(title, plain(names)))}
    ${NESTED.map(([title, name]) => group(title, nested(name)))}
    ${group('Attributes', attributes)}
  </table>`;
}

/** When a record happened, and when it was seen if that is another time. */
export function recordTimes(record) {
  const late = record.timestamp ? (Date.parse(record.observed_timestamp) - Date.parse(record.timestamp)) / 1000 : 0;
  return html`${time(record.event_time, { full: true, withMillis: true })}
    ${Math.abs(late) > 5 ? html`<span class="muted">seen ${time(record.observed_timestamp, { full: true })}</span>` : nothing}
    ${record.timestamp ? nothing : html`<span class="muted">by arrival: the line has no time of its own</span>`}`;
}
