// Server-sent events out of a body that is read as it comes. EventSource cannot send credentials.

/** Calls `onEvent({type, data, id})` for each event; returns when the body ends. Data is parsed as JSON where it is. */
export async function readEvents(body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = fresh();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      event = take(event, line.endsWith('\r') ? line.slice(0, -1) : line, onEvent);
    }
  }
}

const fresh = () => ({ type: 'message', data: [], id: undefined });

function take(event, line, onEvent) {
  if (line === '') {
    if (event.data.length > 0) onEvent({ ...event, data: parsed(event.data.join('\n')) });
    return fresh();
  }
  if (line.startsWith(':')) return event;
  const colon = line.indexOf(':');
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
  if (field === 'event') event.type = value;
  if (field === 'data') event.data.push(value);
  if (field === 'id') event.id = value;
  return event;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
