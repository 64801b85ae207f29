import { Directive, ElementRef, inject } from '@angular/core';
import { isComposing } from './composing';
import { Keyboard } from './keyboard';

/** Whether a key sends a form from anywhere in it: Enter alone is a new line, or opens a list. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event);

/** Sends the form with Ctrl-Enter in any of its fields, as its button does. */
@Directive({ selector: 'form[atSendKey]', host: { '(keydown)': 'followKey($event)' } })
export class SendKey {
  private readonly form = inject<ElementRef<HTMLFormElement>>(ElementRef).nativeElement;

  constructor() {
    inject(Keyboard).offer(() => ({ send: true, leave: true }));
  }

  protected followKey(event: KeyboardEvent): void {
    // On a link the key opens another tab.
    const isOnLink = event.target instanceof HTMLAnchorElement;
    if (!isSendKey(event) || event.shiftKey || isOnLink) return;
    event.preventDefault();
    this.form.requestSubmit();
  }
}
