/**
 * The one registry of keys: it binds them, fills the list that `?` shows and feeds the palette.
 * The notation is that of tinykeys: `g t` is a sequence, `$mod` is Control or Command.
 */
export interface KeyAction {
  readonly id: string;
  readonly keys: string;
  /** As a person reads the keys. */
  readonly shown: string;
  readonly label: string;
}

export const KEY_ACTIONS = [
  { id: 'palette', keys: '$mod+k', shown: 'Ctrl K', label: 'Find an item, a tracker or an action' },
  { id: 'create', keys: 'c', shown: 'c', label: 'New item' },
  { id: 'search', keys: '/', shown: '/', label: 'Search the list' },
  { id: 'next', keys: 'j', shown: 'j', label: 'Next row' },
  { id: 'previous', keys: 'k', shown: 'k', label: 'Previous row' },
  { id: 'edit', keys: 'e', shown: 'e', label: 'Edit the item' },
  { id: 'status', keys: 's', shown: 's', label: 'Change its status' },
  { id: 'owner', keys: 'a', shown: 'a', label: 'Assign an owner' },
  { id: 'priority', keys: 'p', shown: 'p', label: 'Change its priority' },
  { id: 'due', keys: 'd', shown: 'd', label: 'Change its due date' },
  { id: 'trackers', keys: 'g t', shown: 'g t', label: 'Go to the trackers' },
  { id: 'help', keys: '[Shift]+?', shown: '?', label: 'Show all keys' },
] as const satisfies readonly KeyAction[];

export type KeyActionId = (typeof KEY_ACTIONS)[number]['id'];

/** Keys that are not bound here but by what has the focus; only for the list. */
export const LOCAL_KEYS = [
  { shown: 'Enter', label: 'Open the item, or edit the cell' },
  { shown: 'F2', label: 'Edit the cell' },
  { shown: '← ↑ ↓ →', label: 'Walk through the cells' },
  { shown: 'Tab', label: 'Save the cell and edit the next one' },
  { shown: 'Esc', label: 'Leave without saving' },
  { shown: 'Ctrl Enter', label: 'Send the note' },
] as const;
