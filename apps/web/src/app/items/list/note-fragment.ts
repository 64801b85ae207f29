/** URL fragment that focuses the new-note field on the page of an item. */
export const NOTE_FRAGMENT = 'note';
