// Log records as other pages show them, and the way to all of them.

import { html, nothing } from '../core/lit.js';
import { mark } from '../components/states.js';
import { time } from '../core/format.js';

/** The address of a search. */
export function logsLink(search) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value) query.set(name, value);
  }
  return `/logs?${query}`;
}

/** One record in a list. */
export function recordRow(record) {
  return html`
    <li class="record">
      <a href="/logs?${new URLSearchParams({ id: record.id })}">${time(record.timestamp)}</a>
      ${mark(record.severity)}
      ${record.host ? html`<span class="muted">${record.host}</span>` : nothing}
      <span class="body mono">${record.body}</span>
    </li>`;
}
