// Terms of the query language: putting one in, taking it out.

const PLAIN = /^[\p{L}\p{N}_./:@+-]+$/u;
const WORDS = /^(AND|OR|NOT)$/;

/** `field:value` as the language wants it: in quotes where the value is more than a plain word. */
export function term(field, value) {
  const text = String(value);
  const plain = PLAIN.test(text) && !text.startsWith('-') && !WORDS.test(text);
  return `${field}:${plain ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`}`;
}

/** The parts of a query that stand side by side; quotes and parentheses stay whole. */
export function split(q) {
  return q.match(/(?:[^\s"()]|"(?:\\.|[^"\\])*"?|\((?:[^()"]|"(?:\\.|[^"\\])*")*\)?)+/g) ?? [];
}

export const has = (q, one) => split(q ?? '').includes(one);

export function without(q, one) {
  return split(q ?? '').filter(part => part !== one).join(' ');
}

/** Adds a term; what said the opposite goes. A query with OR is put in parentheses first. */
export function withTerm(q, one) {
  const opposite = one.startsWith('-') ? one.slice(1) : `-${one}`;
  const rest = without(without(q, opposite), one);
  const safe = split(rest).includes('OR') ? `(${rest})` : rest;
  return safe ? `${safe} ${one}` : one;
}

/** What the words of a query mark in a body, or null when it has none. */
export function marker(q) {
  const words = split(q ?? '')
    .filter(part => !part.startsWith('-') && !part.includes(':') && !WORDS.test(part) && !part.startsWith('('))
    .map(part => part.replace(/^"|"$|\*/g, ''))
    .filter(part => part.length > 1)
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return words.length ? new RegExp(`(${words.join('|')})`, 'giu') : null;
}

/** The fields of the language, for suggestions. */
export const FIELDS = [
  'service', 'severity', 'body', 'host', 'logger', 'category', 'exception_type', 'template_id', 'trace_id', 'span_id',
  'http_method', 'http_route', 'http_status', 'url_path', 'duration_ms', 'client_address', 'user_id', 'account_id',
  'event_time', 'format', 'line_count', 'risk_score', 'risk_factors', 'severity_text', 'id', 'geo.country_code', 'geo.country', 'geo.city',
  'geo.asn', 'user.name', 'user.segment', 'catalogue.owner', 'catalogue.tier', 'business.tier', 'business.revenue', 'attributes.',
];

export const EXAMPLES = [
  ['timeout', 'the word, in the body or an attribute'],
  ['connection refused', 'both words, anywhere'],
  ['"connection refused"', 'just these words, in this order'],
  ['time*  *out  *meo*', 'words that begin so, end so, contain it'],
  ['error OR fatal', 'either'],
  ['error -timeout', 'the first without the second'],
  ['(a OR b) c', 'parentheses group'],
  ['service:checkout', "a field's whole value"],
  ['url_path:/cart/*', 'any characters for the star'],
  ['http_status:>=500', 'a comparison: > >= < <='],
  ['duration_ms:[100 TO 500]', 'a range, ends included'],
  ['http_status:(502 OR 503)', 'several values'],
  ['severity:>=WARN', 'this severity or a graver one'],
  ['user_id:*', 'the field is there at all'],
  ['run:17', 'a field that is none of ours is an attribute'],
];
