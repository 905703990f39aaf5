// Shows the state of the platform, asked for every three seconds. Everything that comes from logs is set as text,
// never as markup.
'use strict';

const API = 'api/v1/';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const at = id => document.getElementById(id);

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok && answer.status !== 503) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function cell(content, className) {
  const made = element('td', undefined, className);
  made.append(content ?? '–');
  return made;
}

function mark(word) {
  return element('span', word, `mark ${word.toLowerCase()}`);
}

function number(value, unit = '') {
  if (value === null || value === undefined) return '–';
  return (Math.abs(value) < 100 ? fine : whole).format(value) + unit;
}

function ago(time) {
  if (!time) return '–';
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86400)} d ago`;
}

function fill(name, rows) {
  at(name).replaceChildren(...rows);
  at(`${name}-table`).hidden = rows.length === 0;
  at(`no-${name}`).hidden = rows.length > 0;
}

function row(...cells) {
  const made = element('tr');
  made.append(...cells);
  return made;
}

async function showHealth() {
  const health = await ask('health');
  at('status').textContent = health.status === 'up' ? 'taking traffic' : 'not taking traffic';
  at('status').className = `status ${health.status}`;
  at('down').replaceChildren(...health.down.map(what => element('li', what)));
  at('down').hidden = health.down.length === 0;
  at('path').replaceChildren(
    ...health.services.map(service => element('li', service.service, service.up ? 'is-up' : '')));
}

async function showStats() {
  const stats = await ask(`${API}stats`);
  for (const name of ['received', 'stored', 'dead_lettered']) at(name).textContent = whole.format(stats[name]);
  at('lines_per_second').textContent = number(stats.lines_per_second);
  at('lag').textContent = whole.format(Math.max(0, ...Object.values(stats.lag)));
}

async function showAlerts() {
  const alerts = await ask(`${API}alerts?status=active`);
  fill('alerts', alerts.items.map(alert => {
    const rule = element('a', alert.rule);
    rule.href = `${API}alerts/${encodeURIComponent(alert.id)}`;
    return row(
      cell(mark(alert.severity)),
      cell(rule),
      cell(alert.route ? `${alert.service} ${alert.route}` : alert.service),
      cell(number(alert.value), 'number'),
      cell(number(alert.threshold), 'number'),
      cell(ago(alert.started_at ?? alert.pending_since), 'time'),
      cell(alert.acknowledged_by ? `${alert.status} by ${alert.acknowledged_by}` : alert.status),
      cell(alert.status === 'firing' ? acknowledge(alert) : ''));
  }));
}

function acknowledge(alert) {
  const button = element('button', 'Acknowledge');
  button.type = 'button';
  button.addEventListener('click', async () => {
    button.disabled = true;
    await fetch(`${API}alerts/${encodeURIComponent(alert.id)}/acknowledge`, { method: 'POST' });
    await showAlerts();
  });
  return button;
}

async function showServices() {
  const services = await ask(`${API}health-status?limit=1000`);
  fill('services', services.items.map(service => {
    const name = element('a', service.service);
    name.href = `${API}logs?limit=50&service=${encodeURIComponent(service.service)}`;
    return row(
      cell(name),
      cell(mark(service.status)),
      cell(number(service.events_per_minute), 'number'),
      cell(number(service.error_rate, ' %'), 'number'),
      cell(number(service.latency_p99, ' ms'), 'number'),
      cell(ago(service.last_seen), 'time'));
  }));
}

async function refresh() {
  const parts = await Promise.allSettled([showHealth(), showStats(), showAlerts(), showServices()]);
  const failed = parts.filter(part => part.status === 'rejected');
  if (parts[0].status === 'rejected') {
    at('status').textContent = 'no answer';
    at('status').className = 'status down';
  }
  const time = new Date().toLocaleTimeString();
  at('updated').textContent = failed.length
    ? `${time}: ${failed.map(part => part.reason.message).join('; ')}`
    : `As of ${time}.`;
  setTimeout(refresh, 3000);
}

refresh();
