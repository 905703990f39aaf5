// Silences and maintenance windows: what is kept quiet, until when, and why.

import { html, nothing, repeat } from '../core/lit.js';
import { items, put, remove, versioned } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { time } from '../core/format.js';
import { navigate } from '../core/router.js';
import { choice } from '../core/forms.js';
import { ABSENT, ActingPage, empty, head, orElse, sure } from './acting.js';
import { matchersText } from './matchers.js';

class SilencesPage extends ActingPage {
  silences = null;

  async load() {
    this.show({ silences: await orElse(items('/silences'), ABSENT) });
  }

  async end(silence) {
    await this.act(async () => {
      const { value, version } = await versioned(`/silences/${silence.id}`);
      const { id, active, created_at, created_by, ...rest } = value;
      return put(`/silences/${id}`, { ...rest, ends_at: new Date().toISOString() }, { version });
    }, 'Ended.');
    await this.reload();
  }

  async erase(silence) {
    if (!sure('Delete this silence? What it kept quiet is notified if it still fires.')) return;
    await this.act(() => remove(`/silences/${silence.id}`), 'Deleted.');
    await this.reload();
  }

  render() {
    const when = this.query.get('when') ?? 'current';
    return html`
      ${head('Silences', this.isOperator
        ? html`<a class="button primary" href="/silences/new">New silence</a>` : nothing)}
      <div class="toolbar">
        ${choice('when', when, [['current', 'Active and coming'], ['all', 'All, ended too']],
          { onchange: event => navigate(`/silences?when=${event.target.value}`, { replace: true }) })}
      </div>
      ${this.table(when)}`;
  }

  table(when) {
    const waiting = this.awaited(this.silences, 'silences');
    if (waiting) return waiting;
    const shown = this.silences.filter(silence => when === 'all' || stateOf(silence) !== 'ended');
    if (shown.length === 0) return empty('Nothing is silenced: every alert is notified.');
    return html`
      <div class="scroll card flush">
        <table>
          <thead><tr><th>State</th><th>Keeps quiet</th><th>From</th><th>Until</th><th>Comment</th><th>By</th><th></th></tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(shown, silence => silence.id, silence => this.row(silence))}</tbody>
        </table>
      </div>`;
  }

  row(silence) {
    return html`
      <tr data-id=${silence.id}>
        <td><span class="tag ${stateOf(silence)}">${stateOf(silence)}</span></td>
        <td><a data-row href="/silences/${silence.id}">${matchersText(silence.matchers)}</a></td>
        <td>${time(silence.starts_at)}</td>
        <td>${silence.ends_at ? time(silence.ends_at) : html`<span class="muted">no end</span>`}
          ${silence.recurrence ? html`<br><span class="muted">${recurrenceText(silence.recurrence)}</span>` : nothing}</td>
        <td>${silence.comment}</td>
        <td>${silence.created_by}</td>
        <td class="row-actions">${this.isOperator ? html`
          ${stateOf(silence) === 'active' && !silence.recurrence
            ? html`<button class="quiet" ?disabled=${this.busy} @click=${() => this.end(silence)}>End now</button>` : nothing}
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.erase(silence)}>Delete</button>` : nothing}</td>
      </tr>`;
  }
}

/** active, coming, between (of one that recurs) or ended. */
export function stateOf({ active, starts_at, ends_at, recurrence }) {
  if (active) return 'active';
  if (ends_at && Date.parse(ends_at) <= Date.now()) return 'ended';
  if (Date.parse(starts_at) > Date.now()) return 'coming';
  return recurrence ? 'between' : 'ended';
}

export function recurrenceText({ days, from, to, zone }) {
  const names = days && days.length > 0 && days.length < 7 ? days.join(', ') : 'every day';
  return `${names}, ${from} to ${to} ${zone}`;
}

customElements.define('sl-page-silences', SilencesPage);
