/** The value of a date field that means "no date yet"; other values are plain dates or invalid text. */
export const TBD = 'TBD';
