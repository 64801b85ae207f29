/**
 * Finds URLs and item ids in user text. Only `http` and `https` become links: a note must never run
 * a script or open another program.
 */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'address'; readonly text: string; readonly href: string }
  | { readonly kind: 'item'; readonly text: string; readonly itemId: string };

/** A URL up to white space, or a standalone id: `AD-12`, not `X-AD-12`. */
const CANDIDATE = /(https?:\/\/[^\s<>"']+)|(?<![\w/-])([A-Z]{2,5})-(\d{1,9})(?![\w-])/gi;
const SENTENCE_END = /[.,;:!?'"\]}]+$/;

/** @param isPrefix Whether a tracker has this prefix; `ISO-9001` is not an item. */
export function textParts(
  text: string,
  isPrefix: (prefix: string) => boolean,
): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = linkOf(match, isPrefix);
    if (!link) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(link);
    end = match.index + link.text.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function linkOf(
  [, address, letters, digits]: RegExpExecArray,
  isPrefix: (prefix: string) => boolean,
): TextPart | undefined {
  if (address !== undefined) return addressOf(address);
  const prefix = letters ?? '';
  // Lowercase matches are ordinary words: `as-is`, `pt-1`.
  if (prefix !== prefix.toUpperCase() || !isPrefix(prefix)) return undefined;
  const number = String(Number(digits)).padStart(3, '0');
  return { kind: 'item', text: `${prefix}-${digits}`, itemId: `${prefix}-${number}` };
}

/** Strips a trailing period, and a closing bracket that surrounds the URL. */
function addressOf(found: string): TextPart | undefined {
  let text = found.replace(SENTENCE_END, '');
  while (text.endsWith(')') && !isBalanced(text)) {
    text = text.slice(0, -1).replace(SENTENCE_END, '');
  }
  const href = URL.parse(text);
  if (href?.protocol !== 'http:' && href?.protocol !== 'https:') return undefined;
  return { kind: 'address', text, href: href.href };
}

const isBalanced = (text: string): boolean => text.split('(').length >= text.split(')').length;
