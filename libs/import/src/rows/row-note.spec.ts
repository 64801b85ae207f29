import { LONG_TEXT_MAX_CHARS } from '@action-tracker/contracts';
import { inPieces } from './row-note';

it('leaves a text whole that is short enough', () => {
  expect(inPieces(' a\nb ')).toEqual(['a\nb']);
  expect(inPieces('🚀'.repeat(LONG_TEXT_MAX_CHARS))).toHaveLength(1);
  expect(inPieces(' \n ')).toEqual([]);
});

it.each([
  ['lines', 'A line of words\n'],
  ['words', 'word '],
  ['letters', 'x'],
  ['rockets', '🚀'],
])('goes on in further notes, and loses none of its %s', (_, part) => {
  const text = part.repeat(30_000 / Array.from(part).length).trim();
  const pieces = inPieces(text);
  for (const piece of pieces) {
    expect(Array.from(piece).length).toBeLessThanOrEqual(LONG_TEXT_MAX_CHARS);
    expect(piece.length).toBeGreaterThan(0);
  }
  expect(pieces.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
});
