/** Focuses a text field with the caret at the end and nothing selected, so that typing appends. */
export function focusAtEnd(control: HTMLInputElement): void {
  const { length } = control.value;
  // Before focusing, which scrolls the caret into view.
  control.setSelectionRange(length, length);
  control.focus();
}

/** Focuses a text field with its whole text selected, so that typing replaces it. */
export function focusWithAll(control: HTMLInputElement): void {
  control.focus();
  control.select();
}
