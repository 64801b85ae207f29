/** Leads to the page of an item with the keyboard in the box for a new note. */
export const NOTE_FRAGMENT = 'note';
