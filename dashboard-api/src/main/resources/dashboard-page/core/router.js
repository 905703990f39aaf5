// Which page is shown, and how to get to another. The address is the state: what it says can be shared.
import { Store } from './store.js';
import { routes } from './routes.js';

const compiled = routes.map(route => ({
  route,
  names: [...route.path.matchAll(/:(\w+)/g)].map(match => match[1]),
  pattern: new RegExp(`^${route.path.replace(/:\w+/g, '([^/]+)')}/?$`),
}));

/** `{route, params, query, path}`; `route` is null when there is no such page. */
export const place = new Store(read());

function read() {
  const path = location.pathname;
  const query = new URLSearchParams(location.search);
  for (const { route, names, pattern } of compiled) {
    const match = pattern.exec(path);
    if (match) {
      const params = Object.fromEntries(names.map((name, i) => [name, decode(match[i + 1])]));
      return { route, params, query, path };
    }
  }
  return { route: null, params: {}, query, path };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Goes to an address of this site; `replace` leaves no step back. */
export function navigate(href, { replace = false } = {}) {
  const target = new URL(href, location.href);
  if (target.href === location.href) replace = true;
  history[replace ? 'replaceState' : 'pushState'](null, '', target);
  place.set(read());
}

/** Changes parameters of the address; null or an empty text takes one away. */
export function setQuery(values, { replace = false } = {}) {
  navigate(location.pathname + querySuffix(location.search, values), { replace });
}

/** An address with parameters, `href('/logs', { q: 'service:shop' })`. */
export function href(path, values = {}) {
  return path + querySuffix('', values);
}

function querySuffix(search, values) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') query.delete(name);
    else query.set(name, value instanceof Date ? value.toISOString() : value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

addEventListener('popstate', () => place.set(read()));

document.addEventListener('click', event => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find(node => node instanceof HTMLAnchorElement);
  if (!link?.href || link.target || link.hasAttribute('download')) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || /^\/(api|actuator|v3|swagger-ui|page)\//.test(target.pathname)) return;
  event.preventDefault();
  navigate(link.href);
});
