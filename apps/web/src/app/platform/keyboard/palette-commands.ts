/** Commands that only the palette offers: too rare for a shortcut. */
export const PALETTE_COMMANDS = [
  { id: 'editTracker', label: 'trackers.edit' },
  { id: 'batches', label: 'palette.batches' },
  { id: 'print', label: 'palette.print' },
  { id: 'withdrawItem', label: 'palette.withdrawItem' },
  { id: 'reinstateItem', label: 'palette.reinstateItem' },
  { id: 'closeReview', label: 'palette.closeReview' },
] as const;

export type PaletteCommandId = (typeof PALETTE_COMMANDS)[number]['id'];
