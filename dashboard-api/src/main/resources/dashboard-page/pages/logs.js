import { html, nothing, styled } from '../core/lit.js';
import { Page } from '../core/page.js';
import { Problem, download, get, stream } from '../core/api.js';
import { href, navigate } from '../core/router.js';
import { rangeQuery } from '../core/range.js';
import { severityBars } from '../core/severities.js';
import { change, settings } from '../core/settings.js';
import { Keys } from '../core/keys.js';
import { copy, say } from '../core/toast.js';
import { icon } from '../core/icons.js';
import { has, marker, term, withTerm, without } from '../core/query.js';
import { count, number, short, time } from '../core/format.js';
import { logLines, recordFields, recordTimes } from '../components/log-lines.js';
import { mark, state } from '../components/states.js';
import '../components/chart.js';
import '../components/dialog.js';
import '../components/query-box.js';
import '../components/saved-queries.js';
import '../components/time-range.js';

const PAGE = 100;
const TAIL_KEEPS = 500;
const TAIL_SHOWS_EVERY_MS = 250;
const FACETS = 'service,severity,category,host,http_status,exception_type,logger';
const NAMES = { http_status: 'HTTP status', exception_type: 'Exception' };

class Logs extends Page {
  static properties = {
    items: { state: true },
    cursor: { state: true },
    record: { state: true },
    recordProblem: { state: true },
    facetsOpen: { state: true },
    exporting: { state: true },
    savedOpen: { state: true },
    tail: { state: true },
    moreLoading: { state: true },
  };

  #key = null;
  #surveyDueAt = 0;
  #tailAbort = null;
  #shownRecord = null;

  constructor() {
    super();
    this.items = null;
    this.cursor = null;
    this.record = null;
    this.recordProblem = null;
    this.facetsOpen = false;
    this.exporting = false;
    this.savedOpen = false;
    this.tail = null;
    new Keys(this, [
      ['/', 'Search', () => this.querySelector('sl-query-box')?.focus()],
      ['t', 'Live tail on or off', () => this.#toggleTail()],
      ['w', 'Wrap lines or cut them', () => change({ wrap: !settings.value.wrap })],
      ['j', 'Next line, while one is open', () => this.#step(1)],
      ['k', 'Line before, while one is open', () => this.#step(-1)],
    ]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#endTail();
  }

  get #filter() {
    const { query } = this;
    return { q: query.get('q') ?? '', service: query.get('service'), severity: query.get('severity') };
  }

  async load(signal) {
    const range = this.range;
    const key = JSON.stringify([this.#filter, range.query]);
    const other = key !== this.#key;
    if (other) {
      this.#key = key;
      this.#surveyDueAt = 0;
      this.items = null;
      this.cursor = null;
      this.got = { ...this.got, facets: undefined };
    }
    this.#followAddress(other);
    const record = this.#loadRecord(signal);
    if (this.tail) {
      await record;
      return;
    }
    this.reading = !other && this.#isRead(range);
    await Promise.all([record, this.reading ? null : this.#search(range, signal), this.#survey(range, signal)]);
  }

  /** Whether somebody reads the lines that are there, which newer ones must not push away. */
  #isRead(range) {
    if (this.items === null) return false;
    const onRow = document.activeElement?.matches('[data-row]') && this.contains(document.activeElement);
    return this.items.length > PAGE || this.query.has('id') || scrollY > 300 || onRow || !range.isLive;
  }

  #showNewest() {
    document.activeElement?.blur();
    scrollTo(0, 0);
    this.#key = null;
    this.reload();
  }

  async #search(range, signal) {
    const found = await get('/logs', { ...this.#filter, ...range.params(), limit: PAGE }, { signal });
    this.items = found.items;
    this.cursor = found.next_cursor;
    this.damaged = found.damaged_blocks ?? 0;
  }

  /** Histogram and facets look at every line of the range: the longer they take, the seldomer they are asked for. */
  async #survey(range, signal) {
    if (Date.now() < this.#surveyDueAt || (this.#surveyDueAt > 0 && !range.isLive)) return;
    const begun = Date.now();
    const { from, to } = range.bounds();
    await this.ask({
      volume: get('/logs/histogram', { ...this.#filter, from, to }, { signal }).then(answer => ({ ...answer, from, to })),
      facets: get('/logs/facets', { ...this.#filter, from, to, fields: FACETS, top: 8 }, { signal }),
    });
    this.#surveyDueAt = Date.now() + 15 * (Date.now() - begun);
  }

  async #loadRecord(signal) {
    const id = this.query.get('id');
    if (id === this.#shownRecord) return;
    this.#shownRecord = id;
    this.record = null;
    this.recordProblem = null;
    if (!id) return;
    try {
      this.record = await get(`/logs/${encodeURIComponent(id)}`, { before: 8, after: 8 }, { signal });
    } catch (thrown) {
      if (signal.aborted) this.#shownRecord = null;
      else this.recordProblem = Problem.from(thrown);
    }
  }

  async #more() {
    this.moreLoading = true;
    const key = this.#key;
    const found = await this.guard(get('/logs', { ...this.#filter, ...this.range.params(), limit: PAGE, cursor: this.cursor }));
    this.moreLoading = false;
    if (!found || key !== this.#key) return;
    this.items = [...this.items, ...found.items];
    this.cursor = found.next_cursor;
  }

  // The live tail: lines as they pass, the newest on top.

  #toggleTail() {
    this.setQuery({ tail: this.query.get('tail') ? null : '1' });
  }

  #followAddress(other) {
    const wanted = this.query.get('tail') === '1';
    if (!wanted || other) this.#endTail();
    if (wanted && !this.tail) this.#startTail();
  }

  #endTail() {
    this.#tailAbort?.abort();
    this.#tailAbort = null;
    this.tail = null;
  }

  async #startTail() {
    const abort = new AbortController();
    this.#tailAbort = abort;
    const tail = { state: 'connecting', lines: [], waiting: [], seen: 0, dropped: 0, held: false, problem: null };
    this.tail = tail;
    const timer = setInterval(() => this.#showTail(tail), TAIL_SHOWS_EVERY_MS);
    abort.signal.addEventListener('abort', () => clearInterval(timer));
    try {
      await stream('/logs/tail', this.#filter, {
        signal: abort.signal,
        onEvent: event => this.#take(tail, event),
        onState: (name, problem) => {
          tail.state = name;
          tail.problem = problem ?? null;
          this.requestUpdate();
        },
      });
    } catch (thrown) {
      clearInterval(timer);
      tail.state = 'refused';
      tail.problem = Problem.from(thrown);
      this.requestUpdate();
    }
  }

  #take(tail, { type, data }) {
    if (type === 'dropped') {
      tail.dropped += data.count ?? data.dropped ?? 0;
      tail.gap = data.not_before ?? tail.gap;
    }
    if (type !== 'dropped' && data?.id) {
      tail.seen++;
      tail.waiting.push(data);
      // What is held back is bounded too.
      if (tail.waiting.length > TAIL_KEEPS) tail.waiting.shift();
    }
    tail.news = true;
  }

  #showTail(tail) {
    if (!tail.news) return;
    tail.news = false;
    if (!tail.held && tail.waiting.length > 0) {
      const there = new Set(tail.lines.map(({ id }) => id));
      const news = tail.waiting.reverse().filter(({ id }) => !there.has(id));
      tail.lines = [...news, ...tail.lines].slice(0, TAIL_KEEPS);
      tail.waiting = [];
    }
    this.requestUpdate();
  }

  #hold() {
    this.tail.held = !this.tail.held;
    this.tail.news = true;
    this.#showTail(this.tail);
  }

  // What one does.

  #searchFor = event => this.setQuery({ q: event.detail, id: null });

  #zoom = event => this.setQuery({ ...rangeQuery(event.detail), tail: null });

  #toggle(one) {
    const { q } = this.#filter;
    this.setQuery({ q: has(q, one) ? without(q, one) : withTerm(q, one) });
  }

  #addTerm = one => this.setQuery({ q: withTerm(this.#filter.q, one), id: null });

  #hrefOf = item => {
    const query = new URLSearchParams(this.query);
    query.set('id', item.id);
    return `/logs?${query}`;
  };

  #step(by) {
    const id = this.query.get('id');
    const items = this.tail ? this.tail.lines : this.items;
    const next = id ? items?.[items.findIndex(item => item.id === id) + by] : null;
    if (next) navigate(this.#hrefOf(next), { replace: true });
  }

  /** The link of what is seen, with its ends fixed, so that others see the same tomorrow. */
  #share() {
    const { from, to } = this.range.bounds();
    const query = { ...this.#filter, from, to, id: this.query.get('id') };
    copy(location.origin + href('/logs', query), 'Link copied, with fixed times');
  }

  async #export(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const format = form.get('format');
    this.exporting = false;
    say('The export begins.');
    await this.guard(download('/logs/export', { ...this.#filter, ...this.range.params(), format, limit: form.get('limit') }, `logs.${format}`));
  }

  // What one sees.

  render() {
    const { q, service, severity } = this.#filter;
    const range = this.range;
    const tailing = this.tail !== null;
    const facets = this.part('facets').data;
    return html`
      <header class="page-head"><h1>Logs</h1>
        <div class="actions">
          <button type="button" aria-pressed=${tailing} title="Lines as they pass (t)" @click=${() => this.#toggleTail()}>${icon('live')} Live tail</button>
          <button type="button" @click=${() => (this.savedOpen = true)}>${icon('bookmark')} Saved</button>
          <button type="button" title="Copy a link with fixed times" @click=${() => this.#share()}>${icon('link')} Share</button>
          <button type="button" @click=${() => (this.exporting = true)}>${icon('download')} Export</button>
          <sl-time-range .range=${range} @choose=${event => this.setQuery({ ...event.detail, tail: null })}></sl-time-range>
        </div>
      </header>
      <sl-query-box .value=${q} .problem=${this.problem ?? this.tail?.problem} .values=${this.#values(facets)} @search=${this.#searchFor}></sl-query-box>
      ${service || severity ? html`<div class="chips">
        ${service ? this.#chip('service', service) : nothing}${severity ? this.#chip('severity', severity) : nothing}</div>` : nothing}
      ${tailing ? this.#tailBar() : this.#volume()}
      <div class="search ${this.facetsOpen ? 'facets-open' : ''}">
        ${tailing ? nothing : this.#facets(facets, q)}
        <section class="card lines-card" aria-label="Log lines">${tailing ? this.#tailLines(q) : this.#results(q, range)}</section>
      </div>
      ${this.#detail()}
      ${this.#exportDialog()}
      <sl-saved-queries .open=${this.savedOpen} .q=${q} @close=${() => (this.savedOpen = false)}
        @choose=${event => ((this.savedOpen = false), this.setQuery({ q: event.detail, id: null }))}></sl-saved-queries>`;
  }

  #values(facets) {
    return Object.fromEntries(Object.entries(facets ?? {}).map(([field, found]) => [field, found.map(({ value }) => value)]));
  }

  #chip(name, value) {
    return html`<span class="chip">${name}: ${value}
      <button type="button" class="icon-button" aria-label="Not only ${name} ${value}" @click=${() => this.setQuery({ [name]: null })}>${icon('close')}</button></span>`;
  }

  #volume() {
    const part = this.part('volume');
    if (part.problem?.status === 400) return nothing;
    return html`<section class="card slim">${state({ ...part, rows: 3 }, answer => {
      const { times, series, total } = severityBars(answer.items);
      return html`<div class="chart-total"><strong>${number(total)}</strong> ${total === 1 ? 'line' : 'lines'}
          <span class="muted">drag to zoom</span></div>
        <sl-chart label="Matching lines over time" .times=${times} .series=${series} .format=${short} .from=${answer.from} .to=${answer.to}
          height="110" @zoom=${this.#zoom}></sl-chart>`;
    })}</section>`;
  }

  #facets(facets, q) {
    const shown = Object.entries(facets ?? {}).filter(([, found]) => found.length > 0);
    return html`<aside class="facets" aria-label="Narrow down">
      <button type="button" class="facets-toggle" aria-expanded=${this.facetsOpen} @click=${() => (this.facetsOpen = !this.facetsOpen)}>
        ${icon(this.facetsOpen ? 'up' : 'down')} Narrow down</button>
      <div class="facets-body">
        ${facets ? shown.map(([field, found]) => this.#facet(field, found, q))
          : this.part('facets').problem || this.problem ? nothing : html`<sl-loading rows="10"></sl-loading>`}
      </div></aside>`;
  }

  #facet(field, found, q) {
    const most = Math.max(...found.map(({ total }) => total));
    return html`<section class="facet"><h3>${NAMES[field] ?? field.replaceAll('_', ' ')}</h3><ul>
      ${found.map(({ value, total }) => {
        const one = term(field, value);
        const on = has(q, one);
        return html`<li>
          <button type="button" class="facet-value" aria-pressed=${on} title="${on ? 'Not only' : 'Only'} ${one}" @click=${() => this.#toggle(one)}>
            <span class="share" aria-hidden="true"><i ${styled({ '--share': `${(100 * total) / most}%` })}></i></span>
            <span class="facet-name">${value}</span><span class="facet-count">${short(total)}</span></button>
          <button type="button" class="icon-button" title="Not ${one}" aria-label="Without ${field} ${value}" @click=${() => this.#toggle(`-${one}`)}>${icon('minus')}</button></li>`;
      })}</ul></section>`;
  }

  #results(q, range) {
    // The box says what is wrong with a query.
    const problem = this.problem?.status === 400 && this.problem.position !== null ? null : this.problem;
    if (this.problem && !problem) return html`<sl-empty icon="search" heading="The query cannot be read" text="The place is marked above."></sl-empty>`;
    const empty = html`<sl-empty icon="search" heading="No line matches"
      text=${q ? 'Take a word out, or look at a longer time.' : `Nothing came in ${range.label.toLowerCase()}. Choose a longer time.`}></sl-empty>`;
    return state({ data: this.items, problem, rows: 14, empty }, items => html`
      ${this.damaged ? html`<p class="muted">${count(this.damaged, 'stored block')} could not be read whole.</p>` : nothing}
      ${this.#lines(items, q, range.seconds > 86_400 || !this.#sameDay(items))}
      ${this.cursor ? html`<p class="more-link"><button type="button" ?disabled=${this.moreLoading} @click=${() => this.#more()}>
        ${this.moreLoading ? 'Loading' : 'Older lines'}</button></p>` : html`<p class="muted more-link">No older lines in this time.</p>`}`);
  }

  #sameDay(items) {
    const day = item => new Date(item.event_time).toDateString();
    return items.length === 0 || (day(items[0]) === day(items.at(-1)) && day(items[0]) === new Date().toDateString());
  }

  #lines(items, q, dated) {
    const { wrap } = settings.value;
    return html`<div class="lines-head">
        <span class="muted">newest first</span>
        ${this.reading && !this.tail && this.range.isLive ? html`<button type="button" class="link" @click=${() => this.#showNewest()}>Held while you read; show newer lines</button>` : nothing}
        <span class="grow"></span>
        <button type="button" class="icon-button" aria-pressed=${wrap} title="Wrap lines (w)" aria-label="Wrap lines" @click=${() => change({ wrap: !wrap })}>${icon('wrap')}</button>
      </div>
      ${logLines(items, { hrefOf: this.#hrefOf, marker: marker(q), wrap, dated, selected: this.query.get('id') })}`;
  }

  #tailBar() {
    const { tail } = this;
    const words = { connecting: 'Connecting', open: tail.held ? 'Held' : 'Following', broken: 'Connection lost, trying again', refused: 'Refused' };
    const kind = { open: tail.held ? 'paused' : 'connected', connecting: '', broken: 'disconnected', refused: 'disconnected' }[tail.state];
    return html`<section class="card slim tail-bar">
      <span class="connection ${kind}" role="status"><i aria-hidden="true"></i>${words[tail.state]}</span>
      <span><b class="tail-seen">${number(tail.seen)}</b> seen</span>
      <span class=${tail.dropped ? 'tail-dropped' : 'muted'}><b>${number(tail.dropped)}</b> dropped</span>
      ${tail.gap ? html`<span>lines before ${time(tail.gap)} were missed</span>` : nothing}
      ${tail.held ? html`<span class="muted">${tail.waiting.length >= TAIL_KEEPS ? `more than ${TAIL_KEEPS}` : number(tail.waiting.length)} waiting</span>` : nothing}
      <span class="grow"></span>
      <button type="button" aria-pressed=${tail.held} @click=${() => this.#hold()}>${icon(tail.held ? 'play' : 'pause')} ${tail.held ? 'Go on' : 'Hold'}</button>
      <button type="button" @click=${() => ((tail.lines = []), this.requestUpdate())}>Clear</button>
    </section>`;
  }

  #tailLines(q) {
    const { tail } = this;
    if (tail.problem && tail.problem.position === null) return html`<sl-problem .problem=${tail.problem}></sl-problem>`;
    if (tail.lines.length === 0) {
      return html`<sl-empty icon="live" heading="Waiting for lines" text="New lines that match appear here within a second."></sl-empty>`;
    }
    return this.#lines(tail.lines, q, false);
  }

  #detail() {
    const id = this.query.get('id');
    return html`<sl-dialog side heading="Log line" .open=${Boolean(id)} @close=${() => this.query.get('id') && this.setQuery({ id: null })}>
      ${id ? state({ data: this.record, problem: this.recordProblem, rows: 12 }, record => this.#record(record)) : nothing}
    </sl-dialog>`;
  }

  #record(record) {
    const { context, ...plain } = record;
    const around = [...context.before, plain, ...context.after];
    return html`<article class="record">
      <header>${mark(record.severity)}<strong><a href=${href(`/services/${encodeURIComponent(record.service)}`, this.range.query)}>${record.service}</a></strong>
        <span>${recordTimes(record)}</span></header>
      <pre class="record-body" tabindex="0">${record.body}</pre>
      <div class="record-actions">
        <button type="button" @click=${() => copy(record.id, 'Id copied')}>${icon('copy')} Id</button>
        <button type="button" @click=${() => copy(JSON.stringify(plain, null, 2), 'Record copied')}>${icon('copy')} JSON</button>
        <button type="button" @click=${() => copy(`${location.origin}${href('/logs', { id: record.id })}`, 'Link copied')}>${icon('link')} Link</button>
        ${record.trace_id ? html`<a class="button" href=${href('/logs', { q: term('trace_id', record.trace_id), range: '24h' })}>Same trace</a>` : nothing}
        ${record.template_id ? html`<a class="button" href=${href('/logs', { q: term('template_id', record.template_id), ...this.range.query })}>Same template</a>` : nothing}
      </div>
      <p class="mono small muted record-id">${record.id}</p>
      ${recordFields(record, this.#addTerm)}
      <h3>Around it in ${record.service}</h3>
      ${logLines(around, { hrefOf: this.#hrefOf, selected: record.id, service: false })}
    </article>`;
  }

  #exportDialog() {
    return html`<sl-dialog heading="Export" .open=${this.exporting} @close=${() => (this.exporting = false)}>
      ${this.exporting ? html`<form class="form" @submit=${this.#export}>
        <p class="muted">All that the search finds in ${this.range.label.toLowerCase()}, newest first, as a stream.</p>
        <div class="toolbar">
          <label class="field">Format <select name="format"><option value="ndjson">NDJSON, all fields</option><option value="csv">CSV</option></select></label>
          <label class="field">At most <select name="limit">${[1000, 10_000, 100_000, 1_000_000, 10_000_000].map(n => html`<option value=${n} ?selected=${n === 10_000}>${number(n)} lines</option>`)}</select></label>
          <button class="primary">Download</button>
        </div></form>` : nothing}
    </sl-dialog>`;
  }
}

customElements.define('sl-page-logs', Logs);
