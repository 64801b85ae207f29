/**
 * Reads the text of a PDF that Chromium printed: page by page, in the order in which it was drawn.
 * Only what Skia writes is understood: plain objects, deflated streams, glyphs as hexadecimal
 * numbers with a table of characters per font.
 */
import { inflateSync } from 'node:zlib';

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

interface Font {
  /** Of a glyph: four, or two in the fonts of single large words. */
  readonly digits: number;
  readonly characters: ReadonlyMap<number, string>;
}

/** The text of each page, without any white space: words are drawn in pieces. */
export function textOfPages(pdf: Buffer): readonly string[] {
  const objects = objectsIn(pdf);
  const pages = [...objects.values()].filter(({ dictionary }) =>
    /\/Type\s*\/Page\b/.test(dictionary),
  );
  return pages.map((page) => {
    const content = referred(objects, page.dictionary, 'Contents');
    const resources = referred(objects, page.dictionary, 'Resources') ?? page;
    const fonts = fontsIn(objects, resources.dictionary);
    return textIn(content?.stream ?? '', fonts).replaceAll(/\s+/g, '');
  });
}

function objectsIn(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\b/g)) {
    const start = match.index + match[0].length;
    const streamAt = text.indexOf('stream', start);
    const end = text.indexOf('endobj', start);
    const hasStream = streamAt !== -1 && streamAt < end;
    const dictionary = text.slice(start, hasStream ? streamAt : end);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const from = streamAt + (text[streamAt + 6] === '\r' ? 8 : 7);
    const bytes = hasStream ? pdf.subarray(from, from + length) : Buffer.alloc(0);
    objects.set(Number(match[1]), { dictionary, stream: inflated(dictionary, bytes) });
  }
  return objects;
}

function inflated(dictionary: string, bytes: Buffer): string {
  const isDeflated = dictionary.includes('/FlateDecode') && bytes.length > 0;
  return (isDeflated ? inflateSync(bytes) : bytes).toString('latin1');
}

function referred(
  objects: ReadonlyMap<number, PdfObject>,
  dictionary: string,
  name: string,
): PdfObject | undefined {
  const number = new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1];
  return objects.get(Number(number ?? -1));
}

function fontsIn(
  objects: ReadonlyMap<number, PdfObject>,
  resources: string,
): ReadonlyMap<string, Font> {
  const fonts = new Map<string, Font>();
  for (const [, name = '', number] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(Number(number));
    const table = font && referred(objects, font.dictionary, 'ToUnicode');
    if (table) fonts.set(name, fontOf(table.stream));
  }
  return fonts;
}

function fontOf(table: string): Font {
  const digits = /begincodespacerange\s*<(\w+)>/.exec(table)?.[1]?.length ?? 4;
  const characters = new Map<number, string>();
  for (const [, lines = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', code = ''] of lines.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      characters.set(parseInt(glyph, 16), characterOf(code));
    }
  }
  for (const [, lines = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, ...range] of lines.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      charactersOf(range).forEach(([glyph, character]) => characters.set(glyph, character));
    }
  }
  return { digits, characters };
}

/** Consecutive glyphs with consecutive characters. */
function charactersOf(range: readonly string[]): readonly (readonly [number, string])[] {
  const [from = 0, to = 0, code = 0] = range.map((hex) => parseInt(hex, 16));
  return Array.from({ length: to - from + 1 }, (_, step) => [
    from + step,
    String.fromCodePoint(code + step),
  ]);
}

/** UTF-16, big endian. */
const characterOf = (hex: string): string =>
  String.fromCharCode(...(hex.match(/\w{4}/g) ?? []).map((unit) => parseInt(unit, 16)));

function textIn(content: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font | undefined;
  let text = '';
  for (const [, name, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([\dA-Fa-f]+)>/g)) {
    if (name !== undefined) font = fonts.get(name);
    const digits = font?.digits ?? 4;
    for (let at = 0; at < (glyphs?.length ?? 0); at += digits) {
      text += font?.characters.get(parseInt(glyphs?.slice(at, at + digits) ?? '', 16)) ?? '';
    }
  }
  return text;
}
