// Notification channels: where people are told, and a test of each.

import { html, nothing, repeat } from '../../core/lit.js';
import { items, post, put, remove, versioned } from '../../core/api.js';
import { millis } from '../../core/format.js';
import { choice, field, valuesOf } from '../../core/forms.js';
import { ABSENT, ActingPage, empty, orElse, sure } from '../acting.js';

/** The settings of each kind: name, label, and what else a form needs to know. */
const KINDS = {
  webhook: ['Webhook', [
    ['url', 'Address', { type: 'url', isNeeded: true, hint: 'alerts are posted there as JSON' }],
    ['secret', 'Secret', { isSecret: true, hint: 'signs each message (HMAC-SHA256)' }],
    ['authorization', 'Authorization', { isSecret: true, hint: 'sent as this header' }]]],
  slack: ['Slack', [
    ['url', 'Incoming webhook', { isSecret: true, isNeeded: true, hint: 'of Slack, Mattermost or the like' }]]],
  email: ['E-mail', [
    ['to', 'To', { isNeeded: true, as: 'list', hint: 'one or more, with commas between' }],
    ['from', 'From', { type: 'email', isNeeded: true }],
    ['host', 'SMTP server', { isNeeded: true }],
    ['port', 'Port', { as: 'number', type: 'number', placeholder: '587' }],
    ['tls', 'TLS', { choices: [['starttls', 'STARTTLS, or not at all'], ['tls', 'from the beginning'], ['none', 'none']] }],
    ['username', 'User', {}],
    ['password', 'Password', { isSecret: true }]]],
  pagerduty: ['PagerDuty', [
    ['routing_key', 'Integration key', { isSecret: true, isNeeded: true, hint: 'Events API v2' }],
    ['url', 'Address', { type: 'url', placeholder: 'PagerDuty’s own' }]]],
  alertmanager: ['Alertmanager', [
    ['url', 'Address', { type: 'url', isNeeded: true, hint: 'without /api/v2/alerts' }],
    ['authorization', 'Authorization', { isSecret: true, hint: 'sent as this header' }]]],
};

class Channels extends ActingPage {
  static refresh = false;
  channels = null;
  edited = null;
  tested = new Map();

  async load() {
    this.show({ channels: await orElse(items('/notification-channels'), ABSENT) });
  }

  /** What is stored now, not what was when the list was read. */
  async edit(id) {
    const channel = await this.act(() => versioned(`/notification-channels/${id}`));
    if (!channel) return;
    this.version = channel.version;
    this.show({ edited: channel.value });
  }

  async save(event) {
    event.preventDefault();
    const { name, enabled, kind, ...given } = valuesOf(event.target);
    const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''));
    const { id } = this.edited;
    const channel = { name, enabled, kind: kind ?? this.edited.kind, settings };
    const saved = await this.act(
      () => (id ? put(`/notification-channels/${id}`, channel, { version: this.version })
        : post('/notification-channels', channel)), 'Saved.');
    if (saved) {
      this.show({ edited: null });
      await this.reload();
    }
  }

  async test(channel) {
    this.show({ tested: new Map(this.tested).set(channel.id, 'running') });
    const result = await this.act(() => post(`/notification-channels/${channel.id}/test`));
    this.show({ tested: new Map(this.tested).set(channel.id, result) });
  }

  async erase(channel) {
    if (!sure(`Delete the channel ${channel.name}? Nobody is told through it any more.`)) return;
    await this.act(() => remove(`/notification-channels/${channel.id}`), 'Deleted.');
    await this.reload();
  }

  render() {
    const waiting = this.awaited(this.channels, 'notification channels');
    if (waiting) return waiting;
    return html`
      <div class="toolbar"><button class="primary"
        @click=${() => this.show({ edited: { kind: 'webhook', enabled: true, settings: {} }, refused: null })}>New channel</button></div>
      ${this.channels.length === 0 ? empty('No channel yet: alerts are shown here and told to nobody.') : html`
        <div class="scroll card flush"><table>
          <thead><tr><th>Name</th><th>Kind</th><th>Tells</th><th>On</th><th>Test</th><th></th></tr></thead>
          <tbody>${repeat(this.channels, channel => channel.id, channel => this.row(channel))}</tbody>
        </table></div>`}
      <sl-dialog heading=${this.edited?.id ? this.edited.name : 'New channel'} .open=${this.edited !== null}
        @close=${() => this.show({ edited: null })}>${this.edited ? this.form(this.edited) : nothing}</sl-dialog>`;
  }

  row(channel) {
    return html`
      <tr class=${channel.enabled ? '' : 'off'} data-id=${channel.id}>
        <td>${channel.name}</td>
        <td>${KINDS[channel.kind]?.[0] ?? channel.kind}</td>
        <td class="clip">${[channel.settings?.to ?? channel.settings?.url].flat().join(', ')}</td>
        <td>${channel.enabled ? 'on' : html`<span class="tag">off</span>`}</td>
        <td role="status">${outcome(this.tested.get(channel.id))}</td>
        <td class="row-actions">
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.test(channel)}>Send a test</button>
          <a class="button quiet" href="/admin/notifications?channel_id=${channel.id}">Log</a>
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.edit(channel.id)}>Edit</button>
          <button class="quiet" ?disabled=${this.busy} @click=${() => this.erase(channel)}>Delete</button>
        </td>
      </tr>`;
  }

  form(channel) {
    const isNew = !channel.id;
    const own = (label, control, name, hint) => field(label, control, { name, hint, problem: this.refused });
    return html`
      <form class="form-grid" @submit=${this.save}>
        ${this.refusal()}
        ${own('Name', html`<input name="name" required maxlength="200" .value=${channel.name ?? ''}>`, 'name')}
        ${isNew ? own('Kind', choice('kind', channel.kind, Object.entries(KINDS).map(([kind, [name]]) => [kind, name]),
          { onchange: event => this.show({ edited: { ...channel, name: valuesOf(event.target.form).name, kind: event.target.value, settings: {} } }) }), 'kind') : nothing}
        ${KINDS[channel.kind][1].map(([name, label, more]) => own(label, control(name, more, channel.settings?.[name]), `settings.${name}`, more.hint))}
        <label class="field check"><input type="checkbox" name="enabled" .checked=${channel.enabled}> <span>On</span></label>
        <p class="form-actions"><button type="submit" class="primary" ?disabled=${this.busy}>Save</button></p>
      </form>`;
  }
}

/** One setting. A secret comes as `***`, and stays as it is while that is sent back. */
function control(name, { type = 'text', as = 'text', isNeeded = false, isSecret = false, choices, placeholder = '' }, value) {
  if (choices) return choice(name, value ?? choices[0][0], choices);
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return html`<input type=${isSecret ? 'password' : type} name=${name} data-as=${isSecret ? 'exact' : as} ?required=${isNeeded}
    placeholder=${placeholder} autocomplete="off" .value=${text}>`;
}

function outcome(result) {
  if (result === undefined || result === null) return nothing;
  if (result === 'running') return html`<span class="muted">sending…</span>`;
  return result.delivered
    ? html`<span class="tag delivered">delivered</span> <span class="muted">in ${millis(result.took_ms)}</span>`
    : html`<span class="refused">${result.error ?? result.status}</span>`;
}

customElements.define('sl-admin-channels', Channels);
