/** Words of titles, as the server makes them: every word of a search is the beginning of one. */
import { type Item, typedItemId } from '@action-tracker/contracts';

/** Letters and digits make words; everything else separates them. */
const SEPARATORS = /[^\p{L}\p{Nd}]+/u;

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(SEPARATORS)
    .filter((word) => word !== '');

/** Every count looks at every item again: its words are made ready once. */
const titleWords = new WeakMap<Item, readonly string[]>();

function wordsOfTitle(item: Item): readonly string[] {
  const known = titleWords.get(item);
  if (known) return known;
  const words = wordsOf(item.title);
  titleWords.set(item, words);
  return words;
}

/**
 * Whether an item is found by its id and title alone. A word that looks like an id means that item
 * and the word. Only punctuation finds nothing.
 */
export function matcherOf(text: string): (item: Item) => boolean {
  const tokens = text
    .trim()
    .split(/\s+/)
    .map((token) => ({ id: typedItemId(token), words: wordsOf(token) }))
    .filter(({ words }) => words.length > 0);
  if (tokens.length === 0) return () => false;
  return (item) =>
    tokens.every(({ id, words }) => item.id === id || hasWords(wordsOfTitle(item), words));
}

const hasWords = (words: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((start) => words.some((word) => word.startsWith(start)));
