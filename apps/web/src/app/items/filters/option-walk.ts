const PAUSE_MS = 500;

/** The letters that were typed without a pause, and when the last one was, in milliseconds. */
export interface Typed {
  readonly text: string;
  readonly atMs: number;
}

export const NOTHING_TYPED: Typed = { text: '', atMs: 0 };

/** What is typed with one more key; after a pause a letter begins anew. Other keys add nothing. */
export function typedWith(before: Typed, key: string, atMs: number): Typed {
  if (!isLetter(key)) return before;
  return { text: atMs - before.atMs < PAUSE_MS ? before.text + key : key, atMs };
}

/**
 * Where a key leads in an open list of options; undefined for a key that does not walk.
 *
 * @param typed What is typed so far, with this key.
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
 * The option whose label begins with what is typed, from the first one on again after the last. One letter,
 * also again and again, leads to the next such option; more letters stay as long as they fit.
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
