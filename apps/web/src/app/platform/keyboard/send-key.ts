import { Directive, ElementRef, inject } from '@angular/core';
import { isComposing } from './composing';
import { Keyboard } from './keyboard';

/**
 * Whether a key submits a form from any field: Enter alone inserts a line break or opens a list.
 */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event);

/** Submits the form with Ctrl-Enter in any field, like its button. */
@Directive({ selector: 'form[atSendKey]', host: { '(keydown)': 'followKey($event)' } })
export class SendKey {
  private readonly form = inject<ElementRef<HTMLFormElement>>(ElementRef).nativeElement;

  constructor() {
    inject(Keyboard).offer(() => ({ send: true, leave: true }));
  }

  protected followKey(event: KeyboardEvent): void {
    // On a link, the key opens a new tab.
    const isOnLink = event.target instanceof HTMLAnchorElement;
    if (!isSendKey(event) || event.shiftKey || isOnLink) return;
    event.preventDefault();
    this.form.requestSubmit();
  }
}
