import { Directive, DOCUMENT, ElementRef, inject } from '@angular/core';
import { focusMain } from '../navigation/page-focus';
import { takesText } from './keyboard';

/**
 * Takes the keyboard out of a form that stays on the page when it is sent, or the next keys would be
 * typed into it: back to where a key led from into the form; to its button for those who came by
 * themselves, by Tab or with the mouse.
 */
@Directive({ selector: 'form[atReturnFocus]', host: { '(focusin)': 'arrive($event)' } })
export class ReturnFocus {
  private readonly form = inject<ElementRef<HTMLFormElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  /** What has the keyboard while a key is about to lead into the form. */
  private opener: Element | null = null;
  private began: Element | null = null;

  /** Call it before the form takes the keyboard because of a key. */
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
