/**
 * Gives a text field the keyboard with the caret behind its text and nothing selected: the next key adds
 * to the text, and does not take its place.
 */
export function focusAtEnd(control: HTMLInputElement): void {
  const { length } = control.value;
  // Before the focus, which brings the caret into view.
  control.setSelectionRange(length, length);
  control.focus();
}

/** Gives a text field the keyboard with all of its text selected: what is typed takes its place. */
export function focusWithAll(control: HTMLInputElement): void {
  control.focus();
  control.select();
}
