import { Component, input } from '@angular/core';

/**
 * Draws one path of `@mdi/js`. Icons are code, not a font: only those in use are in the bundle,
 * and nothing flashes while a font loads. They repeat what text beside them says, so they are
 * hidden from screen readers.
 */
@Component({
  selector: 'at-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      vertical-align: -0.28em;
      width: 1.25em;
      height: 1.25em;
    }
    svg {
      width: 100%;
      height: 100%;
      fill: currentColor;
    }
  `,
})
export class Icon {
  readonly path = input.required<string>();
}
