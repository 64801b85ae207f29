import { Directive, DOCUMENT, ElementRef, inject } from '@angular/core';
import { focusMain } from '../navigation/page-focus';
import { takesText } from './keyboard';

/**
 * Moves the focus out of a form that stays on the page after submitting, so that the next keys are
 * not typed into it: back to where a shortcut came from, or to the submit button if the user
 * entered by Tab or mouse.
 */
@Directive({ selector: 'form[atReturnFocus]', host: { '(focusin)': 'arrive($event)' } })
export class ReturnFocus {
  private readonly form = inject<ElementRef<HTMLFormElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  /** The focused element when a shortcut is about to move into the form. */
  private opener: Element | null = null;
  private began: Element | null = null;

  /** Call it before a shortcut focuses the form. */
  begin(): void {
    this.opener = this.document.activeElement;
  }

  giveBack(): void {
    const { activeElement, body } = this.document;
    if (!this.form.contains(activeElement) || !takesText(activeElement)) return;
    const main = this.document.getElementById('main');
    const target = this.began ?? this.form.querySelector('[type=submit]');
    const isSomewhere = target?.isConnected && target !== body && target !== main;
    if (isSomewhere && target instanceof HTMLElement) target.focus();
    else focusMain(main);
  }

  protected arrive({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && this.form.contains(relatedTarget)) return;
    this.began = this.opener;
    this.opener = null;
  }
}
