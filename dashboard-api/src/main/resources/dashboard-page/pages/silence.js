// One silence: which alerts, from when to when, how often, and why.

import { html, nothing } from '../core/lit.js';
import { get, post, put, versioned } from '../core/api.js';
import { navigate } from '../core/router.js';
import { choice, field, localMinute, valuesOf } from '../core/forms.js';
import { ActingPage, head, onlyFor } from './acting.js';
import { matcherRows, matchersOf, matchersOfQuery, matching } from './matchers.js';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const LENGTHS = [[30, '30 min'], [120, '2 h'], [480, '8 h'], [1440, '1 day'], [10_080, '1 week']];

class SilencePage extends ActingPage {
  static refresh = false;
  silence = null;
  active = [];

  get isNew() {
    return this.params.id === 'new';
  }

  async load() {
    const [{ value: silence, version }, alerts] = await Promise.all([
      this.isNew ? { value: this.fresh() } : versioned(`/silences/${this.params.id}`),
      get('/alerts', { status: 'active', limit: 1000 })]);
    this.version = version;
    this.show({ silence, active: alerts.items });
  }

  fresh() {
    const now = Date.now();
    return {
      kind: 'silence', matchers: matchersOfQuery(this.query), starts_at: new Date(now).toISOString(),
      ends_at: new Date(now + 2 * 3_600_000).toISOString(), recurrence: null, comment: '',
    };
  }

  written() {
    const form = this.querySelector('form');
    const { kind, starts_at, ends_at, comment, recurs, from, to, zone } = valuesOf(form);
    return {
      kind, starts_at, ends_at, comment: comment ?? '', matchers: matchersOf(form),
      recurrence: recurs ? {
        days: DAYS.filter(day => form.elements[`day_${day}`]?.checked ?? true), from, to, zone,
      } : null,
    };
  }

  edited() {
    this.show({ silence: { ...this.silence, ...this.written() } });
  }

  lasts(minutes) {
    const from = Date.parse(this.silence.starts_at);
    this.show({ silence: { ...this.written(), ends_at: new Date(from + minutes * 60_000).toISOString() } });
  }

  async save(event) {
    event.preventDefault();
    const silence = this.written();
    const saved = await this.act(
      () => (this.isNew ? post('/silences', silence) : put(`/silences/${this.params.id}`, silence, { version: this.version })),
      'Saved. It takes effect within two seconds.');
    if (saved) navigate('/silences');
  }

  render() {
    const up = { href: '/silences', text: 'Silences' };
    const { silence } = this;
    if (this.isNew && !this.isOperator) return html`${head('New silence', nothing, up)}${onlyFor('operators')}`;
    if (!silence) {
      return html`${head('Silence', nothing, up)}${this.awaited(null)}`;
    }
    const quiet = matching(silence.matchers, this.active);
    return html`
      ${head(this.isNew ? 'New silence' : 'Silence', nothing, up)}
      ${this.refusal()}
      <form @submit=${this.save} @change=${this.edited}>
        <fieldset class="bare" ?disabled=${!this.isOperator}>
          <section class="card">
            <div class="form-grid">
              ${matcherRows(silence.matchers, this.refused)}
              <p class="field wide" role="status">${quiet.length === 0
                ? 'No alert that is active now matches.'
                : html`Active now and matching: <strong>${quiet.length}</strong>
                  (${quiet.slice(0, 3).map(alert => `${alert.rule} of ${alert.service}`).join('; ')}${quiet.length > 3 ? '; …' : ''})`}</p>
              ${this.field('Kind', choice('kind', silence.kind, [['silence', 'Silence'], ['maintenance', 'Maintenance window']]), 'kind')}
              ${this.field('Comment', html`<input name="comment" required maxlength="1000" .value=${silence.comment ?? ''}
                placeholder="Why, and who knows more">`, 'comment')}
            </div>
          </section>
          <section class="card">
            <h2>When</h2>
            <div class="form-grid">
              ${this.field('From', html`<input type="datetime-local" name="starts_at" data-as="time" required .value=${localMinute(silence.starts_at)}>`, 'starts_at')}
              ${this.field('Until', html`<input type="datetime-local" name="ends_at" data-as="time" ?required=${!silence.recurrence} .value=${localMinute(silence.ends_at)}>`, 'ends_at')}
              <div class="field wide lengths">${LENGTHS.map(([minutes, text]) => html`
                <button type="button" class="quiet" @click=${() => this.lasts(minutes)}>${text}</button>`)}</div>
              <label class="field check wide"><input type="checkbox" name="recurs" .checked=${Boolean(silence.recurrence)}>
                <span>Only at certain hours</span></label>
              ${silence.recurrence ? this.recurrence(silence.recurrence) : nothing}
            </div>
          </section>
        </fieldset>
        ${this.isOperator ? html`
          <p class="form-actions">
            <button type="submit" class="primary" ?disabled=${this.busy}>Save</button>
            <a class="button" href="/silences">Cancel</a>
          </p>` : nothing}
      </form>`;
  }

  recurrence({ days, from, to, zone }) {
    return html`
      <fieldset class="field wide days"><legend>On</legend>
        ${DAYS.map(day => html`
          <label><input type="checkbox" name="day_${day}" .checked=${(days ?? DAYS).includes(day)}> ${day}</label>`)}
      </fieldset>
      ${this.field('From', html`<input type="time" name="from" required .value=${from ?? '22:00'}>`, 'recurrence.from')}
      ${this.field('To', html`<input type="time" name="to" required .value=${to ?? '06:00'}>`, 'recurrence.to', 'of the next day if it is earlier')}
      ${this.field('Zone', html`<input name="zone" required .value=${zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}>`, 'recurrence.zone')}`;
  }

  field(label, control, name, hint) {
    return field(label, control, { name, hint, problem: this.refused });
  }
}

customElements.define('sl-page-silence', SilencePage);
