// What the kinds of rules are, which fields each has, and how a rule reads as a sentence.

import { duration, number } from '../core/format.js';

export const METRICS = [
  ['error_rate', 'error_rate (%)'], 'error_count', 'event_count', 'total_requests',
  ['latency_avg', 'latency_avg (ms)'], ['latency_p50', 'latency_p50 (ms)'], ['latency_p95', 'latency_p95 (ms)'],
  ['latency_p99', 'latency_p99 (ms)'], ['latency_max', 'latency_max (ms)'], 'bytes', 'unique_users'];
export const OPERATORS = ['>', '>=', '<', '<=', '==', '!='];
export const NO_DATA = [['ok', 'is fine'], ['alert', 'alerts'], ['keep', 'changes nothing']];

/** Each kind with its name, what it looks at, and the fields that only some kinds have. */
export const KINDS = {
  threshold: {
    name: 'Threshold', says: 'A metric of a service or route passes a value.',
    fields: ['metric', 'operator', 'threshold', 'window_seconds', 'min_events', 'clear_threshold', 'no_data'],
  },
  log_match: {
    name: 'Log match', says: 'The count of lines that a query finds passes a value.',
    fields: ['query', 'operator', 'threshold', 'window_seconds', 'clear_threshold'],
  },
  absence: {
    name: 'Absence', says: 'A source that used to send is silent.',
    fields: ['after_seconds'],
  },
  template: {
    name: 'Template', says: 'A kind of line is new, has vanished, or comes at another rate.',
    fields: ['change', 'factor', 'window_seconds'],
  },
  anomaly: {
    name: 'Anomaly', says: 'A detector finds a window unusual.',
    fields: ['threshold'],
  },
  burn_rate: {
    name: 'Burn rate', says: 'An objective spends its error budget too fast.',
    fields: ['slo_id', 'burn_windows'],
  },
  composite: {
    name: 'Composite', says: 'Other rules fire together.',
    fields: ['expression'],
  },
};

export function kindOf(rule) {
  return rule.kind ?? 'threshold';
}

/** What a new rule of a kind begins with. */
export function begin(kind) {
  const common = {
    kind, name: '', severity: 'WARNING', service: '*', route: null, for_seconds: 0, keep_firing_for_seconds: 0,
    min_events: null, clear_threshold: null, no_data: 'ok', group_by: [], labels: {}, runbook_url: null, enabled: true,
  };
  switch (kind) {
    case 'log_match': return { ...common, query: '', operator: '>', threshold: 0, window_seconds: 60 };
    case 'absence': return { ...common, after_seconds: null };
    case 'template': return { ...common, change: 'new', factor: null, window_seconds: 300 };
    case 'anomaly': return { ...common, threshold: 0.8 };
    case 'burn_rate': return {
      ...common, slo_id: null,
      burn_windows: [{ long_seconds: 3600, short_seconds: 300, factor: 14.4 },
        { long_seconds: 21600, short_seconds: 1800, factor: 6 }],
    };
    case 'composite': return { ...common, expression: '' };
    default: return { ...common, metric: 'error_rate', operator: '>', threshold: 5, window_seconds: 60 };
  }
}

/** A rule as one sentence, such as people say it. */
export function sentence(rule) {
  const held = rule.for_seconds > 0 ? `, for ${duration(rule.for_seconds)}` : '';
  return `${condition(rule)}${scope(rule)}${held}`;
}

function condition(rule) {
  const over = rule.window_seconds ? ` over ${duration(rule.window_seconds)}` : '';
  switch (kindOf(rule)) {
    case 'log_match': return `lines of “${rule.query}” ${rule.operator} ${number(rule.threshold)}${over}`;
    case 'absence': return rule.after_seconds
      ? `nothing for ${duration(rule.after_seconds)}` : 'nothing for longer than usual';
    case 'template': return templateCondition(rule) + over;
    case 'anomaly': return `anomaly score ≥ ${number(rule.threshold)}`;
    case 'burn_rate': return `budget of objective ${rule.slo_id} burns ${(rule.burn_windows ?? [])
      .map(w => `${number(w.factor)}× over ${duration(w.long_seconds)} and ${duration(w.short_seconds)}`).join(', or ')}`;
    case 'composite': return rule.expression;
    default: return `${rule.metric} ${rule.operator} ${number(rule.threshold)}${over}`;
  }
}

function templateCondition(rule) {
  switch (rule.change) {
    case 'new': return 'a new template';
    case 'vanished': return 'a vanished template';
    default: return `a template at ${number(rule.factor)}× its rate`;
  }
}

function scope(rule) {
  if (kindOf(rule) === 'composite') return '';
  const service = !rule.service || rule.service === '*' ? '' : ` of ${rule.service}`;
  return service + (rule.route ? ` ${rule.route}` : '');
}
