/** Splits titles into words as the server does; each word of a search is matched as a prefix. */
import { type Item, typedItemId } from '@action-tracker/contracts';

/** Words consist of letters and digits; everything else separates them. */
const SEPARATORS = /[^\p{L}\p{Nd}]+/u;

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(SEPARATORS)
    .filter((word) => word !== '');

/** Cached, because every count checks every item again. */
const titleWords = new WeakMap<Item, readonly string[]>();

function wordsOfTitle(item: Item): readonly string[] {
  const known = titleWords.get(item);
  if (known) return known;
  const words = wordsOf(item.title);
  titleWords.set(item, words);
  return words;
}

/**
 * Matches items by id and title alone. A word that looks like an id matches that item and the word
 * itself. Text with only punctuation matches nothing.
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
