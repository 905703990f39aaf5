// One dead letter: its bytes, what they mean, and how it goes back.

import { html, nothing } from '../core/lit.js';
import { get, post } from '../core/api.js';
import { bytes, time } from '../core/format.js';
import { field } from '../core/forms.js';
import { copy } from '../core/toast.js';
import { session } from '../core/session.js';
import { ActingPage, head, sure } from './acting.js';
import { outcomeText } from './dead-letters.js';

class DeadLetterPage extends ActingPage {
  static refresh = false;
  letter = null;
  isEditing = false;

  async load() {
    this.show({ letter: await get(`/dead-letters/${encodeURIComponent(this.params.id)}`) });
  }

  /** With the secrets in it; the audit log notes who asked. */
  async showOriginal() {
    const letter = await this.act(() => get(`/dead-letters/${encodeURIComponent(this.params.id)}/original`));
    if (letter) this.show({ letter });
  }

  async replay(edit) {
    const { id } = this.letter;
    const answer = await this.act(
      () => post('/dead-letters/replay', { ids: [id], ...(edit ? { edited: { [id]: edit } } : {}) }), outcomeText);
    if (answer) this.show({ isEditing: false });
    await this.reload();
  }

  replayAsItIs() {
    if (this.letter.reason === 'undecodable'
      && !sure('Its bytes could not be read, and will not be this time unless the stage was mended. Replay them as they are?')) return;
    this.replay(null);
  }

  replayEdited(event) {
    event.preventDefault();
    const form = event.target;
    const service = form.elements.service?.value.trim();
    this.replay({ body: form.elements.body.value, ...(service ? { service } : {}) });
  }

  render() {
    const up = { href: '/dead-letters', text: 'Dead letters' };
    const { letter } = this;
    if (!letter) {
      return html`${head('Dead letter', nothing, up)}${this.awaited(null)}`;
    }
    return html`
      ${head('Dead letter', this.actions(letter), up)}
      <p class="lead"><span class="tag">${letter.reason}</span> ${letter.error}</p>
      ${letter.redacted ? html`<p class="muted">Secrets are left out of what is shown; a replay sends them.
        ${session.can('admin') ? html`<button class="quiet" ?disabled=${this.busy} @click=${this.showOriginal}>Show original</button>` : nothing}</p>` : nothing}
      ${this.isEditing ? this.editor(letter) : nothing}
      <div class="columns">
        ${this.facts(letter)}
        ${this.headers(letter)}
      </div>
      ${letter.text === null || letter.text === undefined ? nothing : block('Text', letter.text)}
      ${letter.decoded ? block('What it means', JSON.stringify(letter.decoded, null, 2)) : nothing}
      ${letter.envelope ? block('What stood beside it', JSON.stringify(letter.envelope, null, 2)) : nothing}
      <section class="card" aria-label="Bytes">
        <h2>Bytes <button class="quiet aside" @click=${() => copy(letter.bytes_base64 ?? letter.hex.join('\n'))}>Copy</button></h2>
        <pre class="mono hex" tabindex="0">${letter.hex.join('\n')}</pre>
      </section>`;
  }

  actions(letter) {
    if (letter.replay) return html`<span class="muted">replayed ${time(letter.replay.replayed_at)}${letter.replay.by ? ` by ${letter.replay.by}` : ''}</span>`;
    if (!this.isOperator) return nothing;
    return html`
      <button ?disabled=${this.busy} @click=${() => this.show({ isEditing: !this.isEditing, refused: null })}>Edit</button>
      <button class="primary" ?disabled=${this.busy} @click=${this.replayAsItIs}>Replay</button>`;
  }

  editor(letter) {
    return html`
      <section class="card" aria-label="Edit">
        <h2>Replay this instead</h2>
        ${this.refusal()}
        ${letter.redacted ? html`<p class="muted">What is sent is what stands here, without the secrets that were left out.</p>` : nothing}
        <form class="form-grid" @submit=${this.replayEdited}>
          ${field('Text', html`<textarea name="body" rows="8" class="mono" required spellcheck="false" .value=${letter.text ?? ''}></textarea>`,
            { wide: true, hint: letter.topic === 'collected-logs' ? 'one line, as it would have been sent' : 'the document, as JSON' })}
          ${letter.topic === 'collected-logs' ? field('Service', html`<input name="service">`, { hint: 'empty: as the line says' }) : nothing}
          <p class="form-actions">
            <button type="submit" class="primary" ?disabled=${this.busy}>Replay edited</button>
            <button type="button" @click=${() => this.show({ isEditing: false })}>Cancel</button>
          </p>
        </form>
      </section>`;
  }

  facts(letter) {
    const place = [letter.topic, letter.partition, letter.offset, letter.index].filter(part => part !== null && part !== undefined);
    return html`
      <section class="card" aria-label="Where it was">
        <h2>Where it was</h2>
        <dl class="facts">
          <div><dt>Given up</dt><dd>${time(letter.time, { full: true })}</dd></div>
          <div><dt>Stage</dt><dd>${letter.stage}</dd></div>
          <div><dt>Read from</dt><dd class="mono">${place.join(':')}</dd></div>
          <div><dt>Lies at</dt><dd class="mono">${letter.id}</dd></div>
          <div><dt>Attempts</dt><dd>${letter.attempts}</dd></div>
          <div><dt>Size</dt><dd>${bytes(letter.size)}</dd></div>
          <div><dt>Error</dt><dd class="mono">${letter.error_class}</dd></div>
          ${letter.replayed_from?.length > 0 ? html`<div><dt>Replay of</dt><dd>${letter.replayed_from.map(id => html`
            <a class="mono" href="/dead-letters/${encodeURIComponent(id)}">${id}</a> `)}</dd></div>` : nothing}
        </dl>
      </section>`;
  }

  headers(letter) {
    return html`
      <section class="card" aria-label="Headers">
        <h2>Headers</h2>
        <dl class="facts">
          ${letter.key ? html`<div><dt>key</dt><dd class="mono">${letter.key}</dd></div>` : nothing}
          ${Object.entries(letter.headers).map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${value}</dd></div>`)}
        </dl>
      </section>`;
  }
}

function block(title, text) {
  return html`<section class="card" aria-label=${title}><h2>${title}</h2><pre class="mono" tabindex="0">${text}</pre></section>`;
}

customElements.define('sl-page-dead-letter', DeadLetterPage);
