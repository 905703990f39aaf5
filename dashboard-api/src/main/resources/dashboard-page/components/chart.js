import { LitElement, html, nothing, styled } from '../core/lit.js';
import uPlot from '../vendor/uplot/uplot.js';
import { number, parts, timeText } from '../core/format.js';
import { settings, theme } from '../core/settings.js';
import { Watching } from '../core/store.js';

const DAY = 86_400;
const HEIGHT = 180;

const known = new Map();

/**
 * A colour for the canvas by the name of its variable, `--severity-error`, as the theme in force has it; with a share,
 * that much of it over nothing. The canvas knows neither variables nor pairs of colours: an element resolves them.
 */
function colour(name, share = 100) {
  const key = `${theme.value} ${name} ${share}`;
  if (!known.has(key)) {
    const probe = document.createElement('i');
    probe.style.color = `color-mix(in srgb, var(${name}) ${share}%, transparent)`;
    document.body.append(probe);
    known.set(key, getComputedStyle(probe).color);
    probe.remove();
  }
  return known.get(key);
}

function font() {
  return `${11 * devicePixelRatio}px system-ui, sans-serif`;
}

/** Marks of the time axis: clock times, with the date where a day begins. */
function timeMarks(_plot, splits, _axis, _space, step) {
  let day = null;
  return splits.map(split => {
    const p = parts(split * 1000);
    const date = `${p.month}-${p.day}`;
    if (step >= DAY) return date;
    const clock = step < 60 ? `${p.hour}:${p.minute}:${p.second}` : `${p.hour}:${p.minute}`;
    const first = day !== null && day !== date;
    day = date;
    return first ? `${clock}\n${date}` : clock;
  });
}

/** The values with a gap on both sides: a line has nothing to draw there, so they become dots. */
function lonely(plot, i) {
  const values = plot.data[i];
  const known = at => values[at] !== null && values[at] !== undefined;
  return values.flatMap((_, at) => (known(at) && !known(at - 1) && !known(at + 1) ? [at] : []));
}

/**
 * A chart over time:
 * `<sl-chart .times=${[seconds…]} .series=${[{label, values, colour, width, fill, bars, stack, dash}]} .format=${millis}>`.
 * `colour` names a variable of the theme. `thresholds` are `[{value, label, colour}]`, `bands` `[{from, to, colour}]` in
 * dates or seconds. Dragging sends `zoom` with `{from, to}` as dates. What the lines mean is said in words for those who
 * do not see them.
 */
class Chart extends LitElement {
  static properties = {
    times: { attribute: false },
    series: { attribute: false },
    thresholds: { attribute: false },
    bands: { attribute: false },
    format: { attribute: false },
    from: { attribute: false },
    to: { attribute: false },
    height: { type: Number },
    label: {},
    legend: { attribute: false },
    sync: {},
  };

  #plot = null;
  #shape = '';
  #watchSize = null;

  constructor() {
    super();
    this.times = [];
    this.series = [];
    this.thresholds = [];
    this.bands = [];
    this.format = number;
    this.height = HEIGHT;
    this.label = '';
    this.legend = true;
    new Watching(this, settings, theme);
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watchSize?.disconnect();
    this.#watchSize = null;
    this.#drop();
  }

  #drop() {
    this.#plot?.destroy();
    this.#plot = null;
    this.#shape = '';
  }

  get #box() {
    return this.querySelector('.chart-box');
  }

  updated() {
    const box = this.#box;
    if (!box) return;
    if (!this.#watchSize) {
      this.#watchSize = new ResizeObserver(() => this.#resize());
      this.#watchSize.observe(box);
    }
    const shape = JSON.stringify([
      this.series.map(({ values: _, ...rest }) => rest), theme.value, settings.value.utc, this.height,
      this.format.name, this.thresholds, this.bands,
    ]);
    if (!this.#plot || shape !== this.#shape) {
      this.#drop();
      this.#plot = new uPlot(this.#options(box), this.#data(), box);
      this.#shape = shape;
    } else {
      this.#plot.setData(this.#data(), false);
    }
    this.#plot.batch(() => this.#plot.setScale('x', this.#bounds()));
  }

  #resize() {
    const width = Math.floor(this.#box?.clientWidth ?? 0);
    if (this.#plot && width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.height });
  }

  #bounds() {
    const at = value => (value instanceof Date ? value.getTime() / 1000 : value);
    const first = at(this.from) ?? this.times[0] ?? Date.now() / 1000 - 3600;
    const last = at(this.to) ?? this.times.at(-1) ?? Date.now() / 1000;
    return { min: first, max: last > first ? last : first + 60 };
  }

  /** Stacked series are drawn as sums, the highest first, so that the lower ones cover it. */
  #data() {
    const sums = this.times.map(() => 0);
    const drawn = this.series.map(one => {
      if (!one.stack) return one.values;
      return one.values.map((value, i) => (sums[i] += value ?? 0));
    });
    return [this.times, ...drawn.reverse()];
  }

  #options(box) {
    const line = colour('--chart-grid');
    const text = colour('--text-muted');
    const axis = { stroke: text, font: '11px system-ui, sans-serif', grid: { stroke: line, width: 1 }, ticks: { show: false }, gap: 6 };
    const format = this.format;
    const stacked = this.series.some(one => one.stack);
    return {
      width: Math.max(box.clientWidth, 120),
      height: this.height,
      padding: [8, 16, 0, 0],
      tzDate: seconds => (settings.value.utc ? uPlot.tzDate(new Date(seconds * 1000), 'UTC') : new Date(seconds * 1000)),
      legend: { show: false },
      cursor: {
        y: false,
        points: stacked ? { show: false } : { size: 7 },
        drag: { x: true, y: false, setScale: false },
        ...(this.sync ? { sync: { key: this.sync } } : {}),
      },
      scales: {
        x: { time: true },
        y: { range: (_plot, low, high) => this.#heightOf(low, high) },
      },
      axes: [
        { ...axis, values: timeMarks, space: 64, size: (_plot, marks) => (marks?.some(mark => mark.includes('\n')) ? 36 : 22), grid: { show: false } },
        { ...axis, size: 56, space: 34, values: (_plot, splits) => splits.map(split => format(split)) },
      ],
      series: [{}, ...this.series.map(one => this.#line(one)).reverse()],
      hooks: {
        drawClear: [plot => this.#drawBands(plot)],
        draw: [plot => this.#drawThresholds(plot)],
        setSelect: [plot => this.#selected(plot)],
        setCursor: [plot => this.#hovered(plot)],
      },
    };
  }

  #heightOf(low, high) {
    const marks = this.thresholds.map(({ value }) => value).filter(Number.isFinite);
    const top = Math.max(high ?? 0, ...marks, 0);
    const bottom = Math.min(low ?? 0, 0);
    return [bottom, top > bottom ? top + (top - bottom) * 0.08 : bottom + 1];
  }

  #line(one) {
    const stroke = colour(one.colour);
    return {
      stroke: one.bars ? undefined : stroke,
      width: one.bars ? 0 : (one.width ?? 1.5),
      fill: one.bars ? stroke : one.fill ? colour(one.colour, 14) : undefined,
      dash: one.dash,
      ...(one.bars ? { paths: uPlot.paths.bars({ size: [0.86, 48], align: 1, gap: 0 }) } : {}),
      points: { show: false, filter: one.bars ? null : lonely, size: 5, fill: stroke },
      spanGaps: false,
    };
  }

  #drawBands(plot) {
    const { ctx, bbox } = plot;
    for (const band of this.bands ?? []) {
      const at = value => plot.valToPos(value instanceof Date ? value.getTime() / 1000 : value, 'x', true);
      const left = Math.max(at(band.from), bbox.left);
      const right = Math.min(at(band.to), bbox.left + bbox.width);
      if (right <= left) continue;
      ctx.save();
      ctx.fillStyle = colour(band.colour ?? '--severity-error', 14);
      ctx.fillRect(left, bbox.top, Math.max(right - left, 2), bbox.height);
      ctx.restore();
    }
  }

  #drawThresholds(plot) {
    const { ctx, bbox } = plot;
    for (const threshold of this.thresholds ?? []) {
      if (!Number.isFinite(threshold.value)) continue;
      const y = Math.round(plot.valToPos(threshold.value, 'y', true));
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.save();
      ctx.strokeStyle = colour(threshold.colour ?? '--severity-error');
      ctx.setLineDash([6, 4]);
      ctx.lineWidth = devicePixelRatio;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      if (threshold.label) {
        ctx.font = font();
        ctx.fillStyle = colour('--text-muted');
        ctx.textAlign = 'right';
        ctx.fillText(threshold.label, bbox.left + bbox.width, y - 4 * devicePixelRatio);
      }
      ctx.restore();
    }
  }

  #selected(plot) {
    const { left, width } = plot.select;
    if (width < 4) return;
    const at = x => new Date(Math.round(plot.posToVal(x, 'x')) * 1000);
    const detail = { from: at(left), to: at(left + width) };
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    if (detail.to - detail.from >= 1000) this.dispatchEvent(new CustomEvent('zoom', { detail }));
  }

  /** The legend says the values under the cursor; set as text, so that moving the mouse renders nothing anew. */
  #hovered(plot) {
    const { idx } = plot.cursor;
    const when = this.querySelector('.chart-when');
    if (when) when.textContent = idx === null || idx === undefined ? '' : timeText(this.times[idx] * 1000);
    this.querySelectorAll('.chart-value').forEach((cell, i) => {
      cell.textContent = this.format(idx === null || idx === undefined ? this.#latest(i) : this.series[i]?.values[idx]);
    });
  }

  #latest(i) {
    const one = this.series[i];
    if (one?.bars) return one.values.reduce((sum, value) => sum + (value ?? 0), 0);
    return one?.values.findLast(value => value !== null && value !== undefined);
  }

  get #words() {
    if (this.times.length === 0) return `${this.label}: no data`;
    const lines = this.series.map((one, i) => {
      const known = one.values.filter(value => value !== null && value !== undefined);
      if (known.length === 0) return `${one.label}: no data`;
      const [low, high] = [Math.min(...known), Math.max(...known)];
      const last = one.bars ? 'in all' : 'last';
      return `${one.label}: ${last} ${this.format(this.#latest(i))}, from ${this.format(low)} to ${this.format(high)}`;
    });
    return `${this.label ? `${this.label}. ` : ''}${lines.join('. ')}`;
  }

  render() {
    return html`
      ${this.legend
        ? html`<div class="chart-legend" aria-hidden="true">
            ${this.series.map((one, i) => html`<span class="chart-key">
              <i ${styled({ background: `var(${one.colour})` })}></i>
              ${one.label} <b class="chart-value" .textContent=${this.format(this.#latest(i))}></b></span>`)}
            <span class="chart-when"></span>
          </div>`
        : nothing}
      <div class="chart-box" role="img" aria-label=${this.#words}></div>`;
  }
}

customElements.define('sl-chart', Chart);
