// API keys: for collectors and programs. A key is shown once.

import { html, nothing, repeat } from '../../core/lit.js';
import { items, post, remove } from '../../core/api.js';
import { since, time } from '../../core/format.js';
import { field, valuesOf } from '../../core/forms.js';
import { copy } from '../../core/toast.js';
import { ABSENT, ActingPage, empty, orElse, sure } from '../acting.js';

const SCOPES = [['ingest', 'send lines'], ['read', 'read'], ['write', 'change alerts and rules']];

class Keys extends ActingPage {
  static refresh = false;
  keys = null;
  isAdding = false;
  fresh = null;

  async load() {
    this.show({ keys: await orElse(items('/api-keys'), ABSENT) });
  }

  async add(event) {
    event.preventDefault();
    const { name, expires_at, ...chosen } = valuesOf(event.target);
    const scopes = SCOPES.map(([scope]) => scope).filter(scope => chosen[`scope_${scope}`]);
    const fresh = await this.act(() => post('/api-keys', { name, scopes, expires_at }));
    if (fresh) {
      this.show({ fresh, isAdding: false });
      await this.reload();
    }
  }

  async revoke(key) {
    if (!sure(`Revoke the key ${key.name}? Who uses it is refused within five seconds.`)) return;
    await this.act(() => remove(`/api-keys/${key.id}`), 'Revoked.');
    await this.reload();
  }

  render() {
    const waiting = this.awaited(this.keys, 'API keys');
    if (waiting) return waiting;
    return html`
      <div class="toolbar"><button class="primary" @click=${() => this.show({ isAdding: true, refused: null })}>New key</button></div>
      ${this.fresh ? this.shownOnce(this.fresh) : nothing}
      ${this.keys.length === 0 ? empty('No key yet. Collectors need one where authentication is required.') : html`
        <div class="scroll card flush"><table>
          <thead><tr><th>Name</th><th>Begins with</th><th>May</th><th>Last used</th><th>Made</th><th>Ends</th><th></th></tr></thead>
          <tbody>${repeat(this.keys, key => key.id, key => this.row(key))}</tbody>
        </table></div>`}
      <sl-dialog heading="New key" .open=${this.isAdding} @close=${() => this.show({ isAdding: false })}>
        ${this.isAdding ? this.form() : nothing}</sl-dialog>`;
  }

  shownOnce(fresh) {
    return html`
      <section class="card once" role="status">
        <h2>The key ${fresh.name}</h2>
        <p>Copy it now: it is not shown again.</p>
        <p><code class="secret">${fresh.key}</code>
          <button @click=${() => copy(fresh.key, 'Key copied')}>Copy</button>
          <button class="quiet" @click=${() => this.show({ fresh: null })}>Done</button></p>
      </section>`;
  }

  row(key) {
    const isOver = key.revoked_at || (key.expires_at && Date.parse(key.expires_at) <= Date.now());
    return html`
      <tr class=${isOver ? 'off' : ''} data-id=${key.id}>
        <td>${key.name}</td>
        <td class="mono">${key.prefix}…</td>
        <td>${(key.scopes ?? []).join(', ')}</td>
        <td>${key.last_used_at ? since(key.last_used_at) : html`<span class="muted">never</span>`}</td>
        <td>${since(key.created_at)}</td>
        <td>${key.revoked_at ? html`revoked ${since(key.revoked_at)}` : key.expires_at ? time(key.expires_at) : html`<span class="muted">never</span>`}</td>
        <td class="row-actions">${isOver ? nothing : html`
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.revoke(key)}>Revoke</button>`}</td>
      </tr>`;
  }

  form() {
    return html`
      <form class="form-grid" @submit=${this.add}>
        ${this.refusal()}
        ${field('Name', html`<input name="name" required maxlength="200" placeholder="who or what uses it">`, { name: 'name', problem: this.refused, wide: true })}
        <fieldset class="field wide days"><legend>It may</legend>
          ${SCOPES.map(([scope, text]) => html`
            <label><input type="checkbox" name="scope_${scope}" .checked=${scope === 'ingest'}> ${text}</label>`)}
        </fieldset>
        ${field('Ends', html`<input type="datetime-local" name="expires_at" data-as="time">`, { name: 'expires_at', hint: 'empty: never', problem: this.refused })}
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Make it</button></p>
      </form>`;
  }
}

customElements.define('sl-admin-keys', Keys);
