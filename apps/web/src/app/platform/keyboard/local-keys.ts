/**
 * Keys handled by the focused element instead of the registry; only for the help. No list route
 * needs them.
 */
export const LOCAL_KEYS = [
  { id: 'open', shown: 'Enter' },
  { id: 'editCell', shown: 'F2' },
  { id: 'clearCell', shown: 'Delete' },
  { id: 'fillDown', shown: 'Ctrl D' },
  { id: 'walk', shown: '← ↑ ↓ →' },
  { id: 'saveAndGoOn', shown: 'Tab' },
  { id: 'leave', shown: 'Esc' },
  { id: 'send', shown: 'Ctrl Enter' },
  { id: 'sendAndGoOn', shown: 'Ctrl Shift Enter' },
] as const;

export type LocalKeyId = (typeof LOCAL_KEYS)[number]['id'];
