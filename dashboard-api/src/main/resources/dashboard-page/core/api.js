// Requests to the API. Paths are below /api/v1: get('/alerts', { status: 'active' }).
import { answered, noAnswer } from './connection.js';
import { Problem, isAbort } from './problem.js';
import { session } from './session.js';
import { readEvents } from './events.js';

export { Problem, isAbort };

const BASE = '/api/v1';

/** The address of a path below /api/v1; parameters that are undefined, null or empty are left out. */
export function address(path, params = {}) {
  return BASE + withParams(path, params);
}

function withParams(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    query.set(name, value instanceof Date ? value.toISOString() : value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const get = (path, params, options) => json(address(path, params), options);
export const post = (path, body, options) => send('POST', path, body, options);
export const put = (path, body, options) => send('PUT', path, body, options);
export const patch = (path, body, options) => send('PATCH', path, body, options);
export const remove = (path, options) => send('DELETE', path, undefined, options);

/** A document outside of /api/v1, such as /health, which answers 503 with the same document. */
export async function root(path, { signal } = {}) {
  const response = await request(path, { signal, headers: { Accept: 'application/json' } });
  if (!response.ok && response.status !== 503) throw await Problem.of(response);
  return response.json();
}

/** All items of a list, following its cursors, at most `most`. */
export async function items(path, params = {}, most = 1000, options = {}) {
  const found = [];
  let cursor;
  do {
    const limit = Math.min(most - found.length, 10_000);
    const page = await get(path, { ...params, limit, cursor }, options);
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor && found.length < most);
  return found;
}

/** Saves an answer as a file. Without credentials the browser streams it to disk by itself. */
export async function download(path, params, fileName) {
  const where = address(path, params);
  if (!session.authorization()) {
    save(where, fileName);
    return;
  }
  const response = await request(where, {});
  if (!response.ok) throw await Problem.of(response);
  const url = URL.createObjectURL(await response.blob());
  save(url, fileName);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function save(href, fileName) {
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName ?? '';
  link.click();
}

/**
 * Reads server-sent events until `signal` ends it; comes back after a broken connection by the last id it saw.
 * `onEvent({type, data, id})`, `onState('connecting'|'open'|'broken', problem?)`. A refusal (4xx) ends it. When the token has run
 * out the server ends the stream with an event `auth`, and it goes on at once with a new one.
 */
export async function stream(path, params, { lastEventId, signal, onEvent, onState = () => {} }) {
  let last = lastEventId;
  let wait = 500;
  while (!signal.aborted) {
    let problem;
    let ranOut = false;
    try {
      onState('connecting');
      const headers = { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) };
      const response = await request(address(path, params), { signal, headers });
      if (!response.ok) {
        // Too many clients or a server that restarts may be over soon; any other refusal stays one.
        throw await Problem.of(response);
      }
      onState('open');
      wait = 500;
      await readEvents(response.body, event => {
        last = event.id ?? last;
        if (event.type === 'auth') ranOut = true;
        else onEvent(event);
      });
    } catch (thrown) {
      if (signal.aborted || isAbort(thrown)) return;
      problem = Problem.from(thrown);
      if (problem.isFinal) throw problem;
    }
    if (signal.aborted) return;
    if (ranOut) continue;
    onState('broken', problem);
    await pause(wait, signal);
    wait = Math.min(wait * 2, 10_000);
  }
}

function pause(millis, signal) {
  return new Promise(done => {
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}

/** What is there, and its version: sent with put(…, { version }), it keeps what others change meanwhile. */
export async function versioned(path) {
  const response = await request(address(path), { headers: { Accept: 'application/json' } });
  return { value: await read(response), version: response.headers.get('ETag') };
}

async function send(method, path, body, { signal, version } = {}) {
  const headers = { Accept: 'application/json', ...(version ? { 'If-Match': version } : {}) };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await request(BASE + path, {
    method,
    signal,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return read(response);
}

async function json(where, { signal } = {}) {
  return read(await request(where, { signal, headers: { Accept: 'application/json' } }));
}

async function read(response) {
  if (!response.ok) throw await Problem.of(response);
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return null;
  const type = response.headers.get('Content-Type') ?? '';
  return type.includes('json') ? response.json() : response.text();
}

/**
 * One request, with credentials if there are any; after a 401 once more with new ones. Where the server cannot renew them
 * now, that is what is wrong, and nobody is signed out.
 */
async function request(where, options) {
  const response = await once(where, options);
  if (response.status !== 401) return response;
  if (await session.refresh()) return once(where, options);
  if (!session.isOver) throw session.trouble;
  session.ended();
  return response;
}

async function once(where, options) {
  const authorization = session.authorization();
  const headers = { ...options.headers, ...(authorization ? { Authorization: authorization } : {}) };
  try {
    const response = await fetch(where, { ...options, headers });
    answered();
    return response;
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    noAnswer();
    throw Problem.noAnswer();
  }
}
