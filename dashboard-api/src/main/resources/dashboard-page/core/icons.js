// Line icons, drawn for this page on a grid of 20.
import { html, svg } from './lit.js';

const PATHS = {
  overview: svg`<path d="M3 10h4v7H3zM8 3h4v14H8zM13 7h4v10h-4z"/>`,
  logs: svg`<path d="M3 5h14M3 8.5h9M3 12h14M3 15.5h7"/>`,
  services: svg`<path d="M3 4h14v5H3zM3 11h14v5H3zM6 6.5h.01M6 13.5h.01"/>`,
  templates: svg`<path d="M3 4h6v5H3zM11 4h6v5h-6zM3 11h6v5H3zM13.5 11v5M11 13.5h5"/>`,
  alerts: svg`<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5H3.5zM8.5 17.5h3M10 2.5V4"/>`,
  incidents: svg`<path d="M10 3l7.5 13.5h-15zM10 8v4M10 14.3h.01"/>`,
  anomalies: svg`<path d="M2.5 12h3.5l2-4 2.5 8 2.5-12 2 8h2.5"/>`,
  slos: svg`<path d="M10 17a7 7 0 1 1 7-7M10 13a3 3 0 1 1 3-3M10 10l6.5 6.5"/>`,
  rules: svg`<path d="M4 4v12M10 4v12M16 4v12M2.5 12h3M8.5 7h3M14.5 13h3"/>`,
  silences: svg`<path d="M3 8v4h3l4 3.5v-11L6 8zM13 8l4 4M17 8l-4 4"/>`,
  pipeline: svg`<path d="M2.5 8h4v4h-4zM8 8h4v4H8zM13.5 8h4v4h-4zM6.5 10H8M12 10h1.5"/>`,
  dead: svg`<path d="M3 5h14v10H3zM3 5l7 6 7-6"/>`,
  admin: svg`<path d="M10 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4"/>`,
  sun: svg`<path d="M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1"/>`,
  moon: svg`<path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z"/>`,
  system: svg`<path d="M3 4h14v9.5H3zM7.5 17h5M10 13.5V17"/>`,
  pause: svg`<path d="M7 5v10M13 5v10"/>`,
  play: svg`<path d="M6.5 4.5l9 5.5-9 5.5z"/>`,
  menu: svg`<path d="M3 5.5h14M3 10h14M3 14.5h14"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  search: svg`<path d="M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4"/>`,
  help: svg`<path d="M7.5 7.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .7-1 1.7M10 14.5h.01M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z"/>`,
  copy: svg`<path d="M7 7h9v9H7zM4 13V4h9"/>`,
  bookmark: svg`<path d="M5.5 3h9v14L10 13.5 5.5 17z"/>`,
  link: svg`<path d="M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1"/>`,
  download: svg`<path d="M10 3v9M6.5 8.5L10 12l3.5-3.5M3.5 16.5h13"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  minus: svg`<path d="M4 10h12"/>`,
  clock: svg`<path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l2.5 2"/>`,
  user: svg`<path d="M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17c.5-3.5 2.7-5 6-5s5.5 1.5 6 5"/>`,
  live: svg`<path d="M10 8.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM6 14a5.5 5.5 0 0 1 0-8M14 6a5.5 5.5 0 0 1 0 8M3.5 16.5a9 9 0 0 1 0-13M16.5 3.5a9 9 0 0 1 0 13"/>`,
  wrap: svg`<path d="M3 5h14M3 10h11a3 3 0 0 1 0 6h-3M12.5 13.5L10.5 16l2 2.5M3 15h4"/>`,
  up: svg`<path d="M5 12l5-5 5 5"/>`,
  down: svg`<path d="M5 8l5 5 5-5"/>`,
  right: svg`<path d="M8 5l5 5-5 5"/>`,
  out: svg`<path d="M8 4H4v12h4M12 7l4 3-4 3M7.5 10H16"/>`,
};

/** An icon; what it means must be said beside it or by the button's label. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${PATHS[name] ?? ''}</svg>`;
}
