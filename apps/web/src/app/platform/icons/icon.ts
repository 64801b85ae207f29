import { Component, input } from '@angular/core';

/**
 * Draws one path of `@mdi/js`. Paths instead of an icon font: only used icons are bundled, and
 * nothing flashes while a font loads. Icons repeat the text beside them, so screen readers skip
 * them.
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
