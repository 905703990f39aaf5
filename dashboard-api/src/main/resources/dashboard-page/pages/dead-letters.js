// What could not be handled: why, and the way back.

import { html, nothing, repeat } from '../core/lit.js';
import { get, post } from '../core/api.js';
import { rowKeys } from '../core/keys.js';
import { bytes, count, number, since } from '../core/format.js';
import { setQuery } from '../core/router.js';
import { choice } from '../core/forms.js';
import { ActingPage, empty, head, sure } from './acting.js';

const REASONS = [['', 'Any reason'], 'undecodable', 'failed', 'refused'];
const PAGE = 100;

class DeadLettersPage extends ActingPage {
  letters = null;
  next = null;
  summary = null;
  chosen = new Set();

  async load(signal) {
    const [page, summary] = await Promise.all([
      get('/dead-letters', { ...this.filter(), limit: PAGE }, { signal }), get('/dead-letters/summary', {}, { signal })]);
    this.show({ letters: page.items, next: page.next_cursor, summary });
  }

  filter() {
    const filter = {};
    for (const name of ['stage', 'reason', 'topic', 'text']) filter[name] = this.query.get(name);
    return filter;
  }

  async more() {
    const page = await this.act(() => get('/dead-letters', { ...this.filter(), limit: PAGE, cursor: this.next }));
    if (page) this.show({ letters: [...this.letters, ...page.items], next: page.next_cursor });
  }

  async replay() {
    const ids = [...this.chosen];
    const answer = await this.act(() => post('/dead-letters/replay', { ids }), outcomeText);
    if (answer) this.chosen.clear();
    await this.reload();
  }

  async replayMatching() {
    const filter = Object.fromEntries(Object.entries(this.filter()).filter(([, value]) => value));
    if (!sure('Replay the newest 1,000 that match and were not replayed yet?')) return;
    await this.act(() => post('/dead-letters/replay', { filter, limit: 1000 }), outcomeText);
    await this.reload();
  }

  choose(id, isChosen) {
    if (isChosen) this.chosen.add(id);
    else this.chosen.delete(id);
    this.requestUpdate();
  }

  render() {
    const filter = this.filter();
    const isNarrow = Object.values(filter).some(Boolean);
    return html`
      ${head('Dead letters', !this.isOperator ? nothing : html`
        ${this.chosen.size > 0 ? html`<button class="primary" ?disabled=${this.busy} @click=${this.replay}>Replay ${this.chosen.size}</button>` : nothing}
        ${isNarrow && this.letters?.length > 0 && this.chosen.size === 0
          ? html`<button ?disabled=${this.busy} @click=${this.replayMatching}>Replay all that match</button>` : nothing}`,
        { href: '/pipeline', text: 'Pipeline' })}
      <form class="toolbar" role="search" aria-label="Which dead letters" @submit=${event => event.preventDefault()}>
        ${choice('stage', filter.stage ?? '', [['', 'Any stage'], ...this.stages(filter.stage)],
          { onchange: event => setQuery({ stage: event.target.value }, { replace: true }) })}
        ${choice('reason', filter.reason ?? '', REASONS, { onchange: event => setQuery({ reason: event.target.value }, { replace: true }) })}
        <input type="search" name="text" placeholder="In its bytes or its error" aria-label="Text" .value=${filter.text ?? ''}
          @change=${event => setQuery({ text: event.target.value.trim() }, { replace: true })}>
        ${this.summary ? html`<span class="muted">${number(this.summary.total)} in all</span>` : nothing}
      </form>
      ${this.table(isNarrow)}`;
  }

  stages(chosen) {
    const stages = new Set((this.summary?.items ?? []).map(group => group.stage));
    if (chosen) stages.add(chosen);
    return [...stages].sort();
  }

  table(isNarrow) {
    const waiting = this.awaited(this.letters);
    if (waiting) return waiting;
    if (this.letters.length === 0 && !this.next) {
      return empty(isNarrow ? 'No dead letter matches.' : 'Nothing was given up: every record could be handled.');
    }
    return html`
      <div class="scroll card flush">
        <table>
          <thead><tr>
            ${this.isOperator ? html`<th><span class="visually-hidden">Choose</span></th>` : nothing}
            <th>Given up</th><th>Stage</th><th>Reason</th><th>Error</th><th>Begins with</th><th class="number">Size</th><th>Replayed</th></tr></thead>
          <tbody @keydown=${rowKeys}>${repeat(this.letters, letter => letter.id, letter => this.row(letter))}</tbody>
        </table>
      </div>
      ${this.next ? html`<p class="more-link"><button ?disabled=${this.busy} @click=${this.more}>More</button></p>` : nothing}`;
  }

  row(letter) {
    return html`
      <tr data-id=${letter.id}>
        ${this.isOperator ? html`<td>${letter.replay ? nothing : html`
          <input type="checkbox" aria-label="Choose ${letter.id}" .checked=${this.chosen.has(letter.id)}
            @change=${event => this.choose(letter.id, event.target.checked)}>`}</td>` : nothing}
        <td><a data-row href="/dead-letters/${encodeURIComponent(letter.id)}">${since(letter.time)}</a></td>
        <td>${letter.stage}</td>
        <td>${letter.reason}</td>
        <td class="clip">${letter.error}</td>
        <td class="mono clip">${letter.preview}</td>
        <td class="number">${bytes(letter.size)}</td>
        <td>${letter.replay ? since(letter.replay.replayed_at) : html`<span class="muted">no</span>`}</td>
      </tr>`;
  }
}

/** What became of those that should be replayed. */
export function outcomeText({ items, replayed }) {
  const others = new Map();
  for (const item of items) {
    if (item.outcome !== 'replayed') {
      const why = item.detail ?? item.outcome.replaceAll('_', ' ');
      others.set(why, (others.get(why) ?? 0) + 1);
    }
  }
  return [`${count(replayed, 'record')} replayed.`,
    ...[...others].map(([why, times]) => `${times} not: ${why}.`)].join(' ');
}

customElements.define('sl-page-dead-letters', DeadLettersPage);
