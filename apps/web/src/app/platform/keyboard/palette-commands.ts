/** What a page offers to the palette alone: it is needed too seldom for a key of its own. */
export const PALETTE_COMMANDS = [
  { id: 'editTracker', label: 'trackers.edit' },
  { id: 'print', label: 'palette.print' },
] as const;

export type PaletteCommandId = (typeof PALETTE_COMMANDS)[number]['id'];
