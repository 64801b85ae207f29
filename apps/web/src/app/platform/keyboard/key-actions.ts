/**
 * The registry of keyboard shortcuts. It binds them, lists the available ones in the help (`?`) and
 * feeds the palette. Notation of tinykeys: `g t` is a sequence, `$mod` is Control or Command. Actions
 * with the same keys are never available on the same page.
 */
export interface KeyAction {
  /** The action; its text key is `key.<id>`. */
  readonly id: string;
  readonly keys: string;
  /** The keys as displayed. */
  readonly shown: string;
}

export const KEY_ACTIONS = [
  { id: 'palette', keys: '$mod+k', shown: 'Ctrl K' },
  { id: 'undo', keys: '$mod+z', shown: 'Ctrl Z' },
  { id: 'redo', keys: '$mod+Shift+Z', shown: 'Ctrl Shift Z' },
  { id: 'create', keys: 'c', shown: 'c' },
  { id: 'search', keys: '/', shown: '/' },
  { id: 'next', keys: 'j', shown: 'j' },
  { id: 'previous', keys: 'k', shown: 'k' },
  { id: 'edit', keys: 'e', shown: 'e' },
  { id: 'status', keys: 's', shown: 's' },
  { id: 'owner', keys: 'a', shown: 'a' },
  { id: 'priority', keys: 'p', shown: 'p' },
  { id: 'due', keys: 'd', shown: 'd' },
  { id: 'note', keys: 'm', shown: 'm' },
  { id: 'select', keys: 'x', shown: 'x' },
  { id: 'selectNext', keys: 'Shift+J', shown: 'Shift J' },
  { id: 'selectPrevious', keys: 'Shift+K', shown: 'Shift K' },
  { id: 'selectAll', keys: '$mod+a', shown: 'Ctrl A' },
  { id: 'export', keys: 'Shift+E', shown: 'Shift E' },
  { id: 'nextOfAgenda', keys: 'n', shown: 'n' },
  { id: 'previousOfAgenda', keys: 'p', shown: 'p' },
  { id: 'discussed', keys: 'x', shown: 'x' },
  { id: 'minutes', keys: 'w', shown: 'w' },
  { id: 'trackers', keys: 'g t', shown: 'g t' },
  { id: 'items', keys: 'g i', shown: 'g i' },
  { id: 'reviews', keys: 'g r', shown: 'g r' },
  { id: 'help', keys: '[Shift]+?', shown: '?' },
] as const satisfies readonly KeyAction[];

export type KeyActionId = (typeof KEY_ACTIONS)[number]['id'];
