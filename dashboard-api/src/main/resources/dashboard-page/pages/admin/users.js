// Users and their roles.

import { html, nothing, repeat } from '../../core/lit.js';
import { items, post, put, remove, versioned } from '../../core/api.js';
import { since } from '../../core/format.js';
import { choice, field, valuesOf } from '../../core/forms.js';
import { session } from '../../core/session.js';
import { ABSENT, ActingPage, empty, orElse, sure } from '../acting.js';

const ROLES = ['viewer', 'operator', 'admin'];

class Users extends ActingPage {
  static refresh = false;
  users = null;
  edited = null;

  async load() {
    this.show({ users: await orElse(items('/users'), ABSENT) });
  }

  /** What is stored now, not what was when the list was read. */
  async edit(id) {
    const user = await this.act(() => versioned(`/users/${id}`));
    if (!user) return;
    this.version = user.version;
    this.show({ edited: user.value });
  }

  async save(event) {
    event.preventDefault();
    const { password, ...values } = valuesOf(event.target);
    const { id, username } = this.edited;
    const user = { ...(id ? { username } : {}), ...values, ...(password ? { password } : {}) };
    const saved = await this.act(() => (id ? put(`/users/${id}`, user, { version: this.version }) : post('/users', user)), 'Saved.');
    if (saved) {
      this.show({ edited: null });
      await this.reload();
    }
  }

  async erase(user) {
    if (!sure(`Delete the user ${user.username}? Their sessions end.`)) return;
    await this.act(() => remove(`/users/${user.id}`), 'Deleted.');
    await this.reload();
  }

  render() {
    const waiting = this.awaited(this.users, 'users');
    if (waiting) return waiting;
    return html`
      <div class="toolbar"><button class="primary" @click=${() => this.show({ edited: { role: 'viewer', enabled: true }, refused: null })}>New user</button></div>
      ${this.users.length === 0 ? empty('Nobody but those who may use this machine: no user was added.') : html`
        <div class="scroll card flush"><table>
          <thead><tr><th>Name</th><th>Role</th><th>State</th><th>Last signed in</th><th>Since</th><th></th></tr></thead>
          <tbody>${repeat(this.users, user => user.id, user => this.row(user))}</tbody>
        </table></div>`}
      <sl-dialog heading=${this.edited?.id ? `User ${this.edited.username}` : 'New user'} .open=${this.edited !== null}
        @close=${() => this.show({ edited: null })}>${this.edited ? this.form(this.edited) : nothing}</sl-dialog>`;
  }

  row(user) {
    const isSelf = user.username === session.user?.username;
    return html`
      <tr data-id=${user.id}>
        <td>${user.username}${isSelf ? html` <span class="tag">you</span>` : nothing}</td>
        <td>${user.role}</td>
        <td>${user.enabled ? 'enabled' : html`<span class="tag">disabled</span>`}</td>
        <td>${user.last_login_at ? since(user.last_login_at) : html`<span class="muted">never</span>`}</td>
        <td>${since(user.created_at)}</td>
        <td class="row-actions">
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.edit(user.id)}>Edit</button>
          ${isSelf ? nothing : html`<button class="quiet" ?disabled=${this.busy} @click=${() => this.erase(user)}>Delete</button>`}
        </td>
      </tr>`;
  }

  form(user) {
    const isNew = !user.id;
    const own = (label, control, name, hint) => field(label, control, { name, hint, problem: this.refused });
    return html`
      <form class="form-grid" @submit=${this.save}>
        ${this.refusal()}
        ${isNew ? own('Name', html`<input name="username" required maxlength="100" autocomplete="off" autocapitalize="none">`, 'username') : nothing}
        ${own('Role', choice('role', user.role, ROLES), 'role')}
        ${own('Password', html`<input type="password" name="password" data-as="exact" ?required=${isNew} autocomplete="new-password">`,
          'password', isNew ? null : 'empty: stays as it is')}
        <label class="field check"><input type="checkbox" name="enabled" .checked=${user.enabled}> <span>May sign in</span></label>
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Save</button></p>
      </form>`;
  }
}

customElements.define('sl-admin-users', Users);
