const PAUSE_MS = 500;

/** Letters typed without a pause, and the time of the last one in milliseconds. */
export interface Typed {
  readonly text: string;
  readonly atMs: number;
}

export const NOTHING_TYPED: Typed = { text: '', atMs: 0 };

/** Appends a key to the typed letters; after a pause it starts over. Ignores other keys. */
export function typedWith(before: Typed, key: string, atMs: number): Typed {
  if (!isLetter(key)) return before;
  return { text: atMs - before.atMs < PAUSE_MS ? before.text + key : key, atMs };
}

/**
 * The option that a key moves to in an open list; undefined when it moves nowhere.
 *
 * @param typed Letters typed so far, including this key.
 */
export function optionAfter(
  key: string,
  from: number,
  labels: readonly string[],
  typed: string,
): number | undefined {
  const last = labels.length - 1;
  switch (key) {
    case 'ArrowDown':
      return from < last ? from + 1 : 0;
    case 'ArrowUp':
      return from > 0 ? from - 1 : last;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return isLetter(key) ? nextWith(plain(typed), from, labels) : undefined;
  }
}

/**
 * The next option whose label starts with the typed letters, wrapping around. A single letter, also
 * when repeated, moves to the next match; several letters stay on a match.
 */
function nextWith(typed: string, from: number, labels: readonly string[]): number | undefined {
  const isOneLetter = new Set(typed).size === 1;
  const start = isOneLetter ? from + 1 : from;
  const wanted = isOneLetter ? typed.slice(0, 1) : typed;
  const places = [...labels.keys()];
  const inTurn = [...places.slice(start), ...places.slice(0, start)];
  return inTurn.find((place) => plain(labels[place] ?? '').startsWith(wanted));
}

const isLetter = (key: string): boolean => key.length === 1 && key !== ' ';

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
