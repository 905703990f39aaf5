// What the platform itself found about an incident's time: what changed first, where, and for whom.

import { html, nothing } from '../core/lit.js';
import { millis, number, percent, time } from '../core/format.js';
import { logsLink } from './lines.js';

/** @param summary the answer of `/incidents/{id}/summary`, `{problem}` when it failed, null while it is awaited */
export function summaryView(summary) {
  return html`
    <section class="card" aria-label="Summary">
      <h2>Summary</h2>
      ${content(summary)}
    </section>`;
}

function content(summary) {
  if (summary === null) return html`<sl-loading></sl-loading>`;
  if (summary.problem) return html`<sl-problem .problem=${summary.problem}></sl-problem>`;
  const { window, first_change: first, narrative } = summary;
  return html`
    ${narrative?.text ? html`
      <blockquote class="narrative">${narrative.text}
        <footer class="muted">Written by ${narrative.provider}, ${time(narrative.generated_at)}, from what stands below.</footer>
      </blockquote>` : nothing}
    <dl class="facts">
      <dt>Time</dt><dd>${time(window.from)} to ${time(window.to)}</dd>
      <dt>Changed first</dt><dd>${first ? change(first) : 'Nothing that was noticed.'}</dd>
      ${summary.users === null || summary.users === undefined ? nothing : html`
        <dt>Users hit</dt><dd>${number(summary.users)}</dd>`}
      ${summary.regions.length === 0 ? nothing : html`
        <dt>Regions</dt><dd>${summary.regions.map(({ value, total }) => `${value} (${number(total)})`).join(', ')}</dd>`}
    </dl>
    ${list('Then', summary.changes.slice(1), change)}
    ${list('Services', summary.services, service)}
    ${list('Templates', summary.templates, one => template(one, window))}
    ${summary.missing.length === 0 ? nothing : html`
      <p class="muted">Not found out in time: ${summary.missing.join(', ')}.</p>`}`;
}

function change({ time: at, type, text }) {
  return html`${time(at)} <span class="tag">${type}</span> ${text}`;
}

function service({ service: name, event_count, error_rate, error_rate_before, latency_p99, latency_p99_before }) {
  return html`<a href="/services/${encodeURIComponent(name)}">${name}</a>
    <span class="muted">${number(event_count)} lines, errors ${percent(error_rate)} after ${percent(error_rate_before)}${latency_p99 === null
      ? nothing : html`, p99 ${millis(latency_p99)} after ${millis(latency_p99_before)}`}</span>`;
}

function template({ template_id, template: text, service: name, total, expected, change: kind }, window) {
  return html`<span class="tag">${kind}</span>
    <a class="mono" href=${logsLink({ q: `template_id:${template_id}`, service: name, ...window })}>${text ?? template_id}</a>
    <span class="muted">${name}, ${number(total)} instead of ${number(expected)}</span>`;
}

function list(title, found, line) {
  return found.length === 0 ? nothing : html`
    <h3>${title}</h3>
    <ul class="names">${found.map(item => html`<li>${line(item)}</li>`)}</ul>`;
}
