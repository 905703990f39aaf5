// What a rule would have done: its value in each series against the threshold, and its episodes.

import { html, nothing } from '../core/lit.js';
import '../components/chart.js';
import { count, duration, number, time } from '../core/format.js';

const MOST_SERIES = 12;

/** @param test the answer of `/alert-rules/test`, with the rule */
export function backTestView(test) {
  const series = [...(test.series ?? [{ service: '', route: null, points: test.points ?? [], episodes: test.episodes ?? [] }])]
    .sort((one, other) => other.episodes.length - one.episodes.length);
  const episodes = series.reduce((sum, one) => sum + one.episodes.length, 0);
  return html`
    <p role="status" class="outcome">
      <strong>${episodes === 0 ? 'It would not have fired' : `It would have fired ${episodes === 1 ? 'once' : `${episodes} times`}`}</strong>
      in ${count(series.length + (test.series_left_out ?? 0), 'series', 'series')},
      looked at ${number(test.evaluations)} times${test.resolution_seconds ? `, each ${duration(test.resolution_seconds)} of what is stored` : ''}.</p>
    ${series.slice(0, MOST_SERIES).map(one => seriesView(one, test.rule))}
    ${series.length > MOST_SERIES ? html`<p class="muted">${series.length - MOST_SERIES} more series are not shown.</p>` : nothing}`;
}

function seriesView(one, rule) {
  return html`
    <figure class="series">
      <figcaption>${one.service} ${one.route ? html`<span class="mono">${one.route}</span>` : nothing}
        <span class="muted">${one.episodes.length === 0 ? 'no episode' : count(one.episodes.length, 'episode')}</span></figcaption>
      ${one.points.length > 1 ? html`
        <sl-chart .height=${140}
          .times=${one.points.map(point => Date.parse(point.time) / 1000)}
          .series=${[{ label: rule.metric ?? rule.kind, values: one.points.map(point => point.value), colour: '--series-1' }]}
          .thresholds=${thresholds(rule)}
          .bands=${one.episodes.map(band)}></sl-chart>` : nothing}
      ${one.episodes.length > 0 ? html`
        <ol class="timeline">${one.episodes.map(episode => html`
          <li>${time(episode.started_at)} ${episode.resolved_at
            ? html`for ${duration((Date.parse(episode.resolved_at) - Date.parse(episode.started_at)) / 1000)}`
            : 'and is firing still'}, up to ${number(episode.peak_value)}</li>`)}</ol>` : nothing}
    </figure>`;
}

function thresholds(rule) {
  const lines = [];
  if (typeof rule.threshold === 'number') lines.push({ value: rule.threshold, label: 'threshold' });
  if (typeof rule.clear_threshold === 'number') lines.push({ value: rule.clear_threshold, label: 'clears' });
  return lines;
}

function band(episode) {
  return {
    from: Date.parse(episode.started_at) / 1000,
    to: (episode.resolved_at ? Date.parse(episode.resolved_at) : Date.now()) / 1000,
    colour: '--severity-error',
  };
}
