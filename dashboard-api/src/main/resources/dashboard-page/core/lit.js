// The one place that knows where the libraries are. Everything else imports from here.
export { html, svg, nothing, noChange, LitElement, css } from '../vendor/lit/lit-element.js';
export { repeat } from '../vendor/lit/directives/repeat.js';
export { classMap } from '../vendor/lit/directives/class-map.js';
export { live } from '../vendor/lit/directives/live.js';
export { ref, createRef } from '../vendor/lit/directives/ref.js';
export { keyed } from '../vendor/lit/directives/keyed.js';
export { ifDefined } from '../vendor/lit/directives/if-defined.js';

import { noChange } from '../vendor/lit/lit-element.js';
import { directive, Directive } from '../vendor/lit/directive.js';

/**
 * Sets properties of an element's style, `${styled({ width: '40%', '--share': 0.4 })}` among its attributes. Lit's own
 * styleMap writes a style attribute first, which the content security policy refuses.
 */
class Styled extends Directive {
  #names = new Set();

  render() {
    return noChange;
  }

  update(part, [values]) {
    const { style } = part.element;
    for (const name of this.#names) {
      if (!(name in values)) style.removeProperty(name);
    }
    this.#names = new Set(Object.keys(values));
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) style.removeProperty(name);
      else style.setProperty(name, String(value));
    }
    return noChange;
  }
}

export const styled = directive(Styled);
