// Notification routes: which alerts go to which channels, in order.

import { html, nothing, repeat } from '../../core/lit.js';
import { items, post, put, remove } from '../../core/api.js';
import { field, valuesOf } from '../../core/forms.js';
import { ABSENT, ActingPage, empty, orElse, sure } from '../acting.js';
import { matcherRows, matchersOf, matchersText } from '../matchers.js';

class Routes extends ActingPage {
  static refresh = false;
  routes = null;
  channels = [];
  edited = null;

  async load() {
    const [routes, channels] = await Promise.all([
      orElse(items('/notification-routes'), ABSENT), orElse(items('/notification-channels'), [])]);
    this.show({
      routes: routes === ABSENT ? ABSENT : routes.sort((one, other) => one.position - other.position), channels });
  }

  written(form) {
    const { name, position, send_resolved, goes_on, group_by } = valuesOf(form);
    return {
      name, position, send_resolved, continue: goes_on, group_by, matchers: matchersOf(form),
      channel_ids: [...form.querySelectorAll('[name=channel]:checked')].map(box => Number(box.value)),
    };
  }

  async save(event) {
    event.preventDefault();
    const route = this.written(event.target);
    const { id } = this.edited;
    const saved = await this.act(
      () => (id ? put(`/notification-routes/${id}`, route) : post('/notification-routes', route)), 'Saved.');
    if (saved) {
      this.show({ edited: null });
      await this.reload();
    }
  }

  async erase(route) {
    if (!sure(`Delete the route ${route.name}?`)) return;
    await this.act(() => remove(`/notification-routes/${route.id}`), 'Deleted.');
    await this.reload();
  }

  fresh() {
    const last = Math.max(0, ...this.routes.map(route => route.position));
    return { name: '', position: last + 10, matchers: [], channel_ids: [], send_resolved: true, continue: false, group_by: [] };
  }

  render() {
    const waiting = this.awaited(this.routes, 'notification routes');
    if (waiting) return waiting;
    return html`
      <div class="toolbar"><button class="primary" @click=${() => this.show({ edited: this.fresh(), refused: null })}>New route</button></div>
      ${this.routes.length === 0 ? empty('No route: each channel gets every alert from WARNING on.') : html`
        <div class="scroll card flush"><table>
          <thead><tr><th class="number">Order</th><th>Name</th><th>Alerts with</th><th>Go to</th><th>Resolved too</th><th>Then</th><th></th></tr></thead>
          <tbody>${repeat(this.routes, route => route.id, route => this.row(route))}</tbody>
        </table></div>`}
      <sl-dialog heading=${this.edited?.id ? this.edited.name : 'New route'} .open=${this.edited !== null}
        @close=${() => this.show({ edited: null })}>${this.edited ? this.form(this.edited) : nothing}</sl-dialog>`;
  }

  row(route) {
    const names = (route.channel_ids ?? []).map(id => this.channels.find(channel => channel.id === id)?.name ?? `channel ${id}`);
    return html`
      <tr data-id=${route.id}>
        <td class="number">${route.position}</td>
        <td>${route.name}</td>
        <td>${matchersText(route.matchers)}</td>
        <td>${names.join(', ') || html`<span class="muted">nobody</span>`}</td>
        <td>${route.send_resolved ? 'yes' : 'no'}</td>
        <td>${route.continue ? 'the next routes too' : html`<span class="muted">no other route</span>`}</td>
        <td class="row-actions">
          <button class="quiet" @click=${() => this.show({ edited: route, refused: null })}>Edit</button>
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.erase(route)}>Delete</button>
        </td>
      </tr>`;
  }

  form(route) {
    const own = (label, control, name, hint) => field(label, control, { name, hint, problem: this.refused });
    return html`
      <form class="form-grid" @submit=${this.save}>
        ${this.refusal()}
        ${own('Name', html`<input name="name" required maxlength="200" .value=${route.name}>`, 'name')}
        ${own('Order', html`<input type="number" name="position" data-as="number" min="0" step="1" required .value=${String(route.position)}>`, 'position', 'the smallest is looked at first')}
        ${matcherRows(route.matchers, this.refused)}
        <fieldset class="field wide days"><legend>Go to</legend>
          ${this.channels.length === 0 ? html`<span class="muted">There is no channel yet.</span>` : this.channels.map(channel => html`
            <label><input type="checkbox" name="channel" value=${channel.id} .checked=${route.channel_ids.includes(channel.id)}> ${channel.name}</label>`)}
        </fieldset>
        ${own('Group by', html`<input name="group_by" data-as="list" .value=${(route.group_by ?? []).join(', ')}>`, 'group_by', 'labels: one notification for what they share')}
        <label class="field check"><input type="checkbox" name="send_resolved" .checked=${route.send_resolved}> <span>Tell when it resolves, too</span></label>
        <label class="field check"><input type="checkbox" name="goes_on" .checked=${route.continue}> <span>Look at the next routes, too</span></label>
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Save</button></p>
      </form>`;
  }
}

customElements.define('sl-admin-routes', Routes);
