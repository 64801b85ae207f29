/** Where a key leads in an open list of options; undefined for a key that does not walk. */
export function optionAfter(
  key: string,
  from: number,
  labels: readonly string[],
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
      return key.length === 1 && key !== ' ' ? nextWith(key, from, labels) : undefined;
  }
}

/** The next option whose label begins with a letter, from the first one on again after the last. */
function nextWith(letter: string, from: number, labels: readonly string[]): number | undefined {
  const places = [...labels.keys()];
  const inTurn = [...places.slice(from + 1), ...places.slice(0, from + 1)];
  return inTurn.find((place) => plain(labels[place] ?? '').startsWith(plain(letter)));
}

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().toLowerCase();
