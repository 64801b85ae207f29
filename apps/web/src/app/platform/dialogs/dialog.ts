import {
  afterNextRender,
  Component,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';

/**
 * The native modal dialog: it traps the focus, closes with Escape, makes the rest inert and
 * restores the focus afterwards.
 */
@Component({
  selector: 'at-dialog',
  template: `
    <dialog #dialog [attr.aria-label]="label()" (close)="closed.emit()">
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog {
      width: min(640px, calc(100vw - 32px));
      max-height: calc(100vh - 64px);
      padding: 20px 24px;
      border: 1px solid var(--at-line);
      border-radius: 12px;
      background: var(--at-page);
      color: var(--at-text);
      box-shadow: 0 12px 48px rgb(0 0 0 / 30%);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 40%);
    }
  `,
})
export class Dialog {
  readonly label = input.required<string>();
  readonly closed = output();

  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    const document = inject(DOCUMENT);
    const opener = document.activeElement;
    afterNextRender(() => {
      const { nativeElement } = this.dialog();
      nativeElement.showModal();
      // Initial focus: the safe answer of a question, or the heading of a text. Not simply the
      // first control, which a habitual Enter would press.
      nativeElement.querySelector<HTMLElement>('.actions .is-safe, h2[tabindex]')?.focus();
    });
    // A dialog removed without being closed would lose the focus.
    inject(DestroyRef).onDestroy(() => {
      const isNowhere = document.activeElement === document.body;
      if (isNowhere && opener instanceof HTMLElement) opener.focus();
    });
  }
}
