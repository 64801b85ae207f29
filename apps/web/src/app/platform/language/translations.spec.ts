import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Interpolation,
  ASTWithSource,
  parseTemplate,
  type TmplAstBoundText,
  TmplAstRecursiveVisitor,
  type TmplAstText,
  type TmplAstTextAttribute,
  tmplAstVisitAll,
} from '@angular/compiler';
import { EN } from './en';
import { PT_BR } from './pt-br';

const APP = join(import.meta.dirname, '../..');
const NOT_SPOKEN = /\.spec\.ts$|testing\/|language\/(en|pt-br)\.ts$|\.texts\.ts$/;
const files = readdirSync(APP, { recursive: true, encoding: 'utf8' });

/** English and Portuguese by file: those of every page, then those of each part loaded on demand. */
const packs = new Map<string, readonly [Words, Words]>([['language', [EN, PT_BR]]]);
for (const file of files.filter((name) => name.endsWith('.texts.ts'))) {
  packs.set(file, await packOf(file));
}

const sources = new Map(
  files
    .filter((file) => /\.(ts|html)$/.test(file) && !NOT_SPOKEN.test(file))
    .map((file) => [file, readFileSync(join(APP, file), 'utf8')]),
);

const keys = [...packs.values()].flatMap(([english]) => Object.keys(english));

/** Names, commands and keys: the same in every language. */
const SAME_EVERYWHERE = ['Action Tracker', 'XLSX', 'Ctrl+Enter', 'Esc', 'Ctrl+Shift+Enter'];
const SPOKEN_ATTRIBUTES = ['alt', 'aria-label', 'label', 'placeholder', 'title'];
const INLINE_TEMPLATE = /template: `([^`]*)`/g;

/** What the server says, it says in English: other languages do without. */
const IN_ENGLISH = '{{message}}';
const namesIn = (text: string) =>
  (text.match(/{{\w+}}/g) ?? []).filter((name) => name !== IN_ENGLISH).toSorted();

type Words = Readonly<Record<string, string>>;

/** The one pack that a `.texts.ts` file exports. */
async function packOf(file: string): Promise<readonly [Words, Words]> {
  const exported: Readonly<Record<string, { readonly en: Words; readonly 'pt-BR': Words }>> =
    await import(join(APP, file));
  const [pack, ...others] = Object.values(exported);
  if (!pack || others.length > 0) throw new Error(`Expected one pack of texts in ${file}`);
  return [pack.en, pack['pt-BR']];
}

/** Collects what a template says in a language of its own. */
class Literals extends TmplAstRecursiveVisitor {
  readonly found: string[] = [];

  override visitText({ value }: TmplAstText): void {
    this.add(value);
  }

  override visitBoundText({ value }: TmplAstBoundText): void {
    const ast = value instanceof ASTWithSource ? value.ast : value;
    if (ast instanceof Interpolation) ast.strings.forEach((text) => this.add(text));
  }

  override visitTextAttribute({ name, value }: TmplAstTextAttribute): void {
    if (SPOKEN_ATTRIBUTES.includes(name)) this.add(value);
  }

  private add(text: string): void {
    const said = text.trim();
    if (/\p{L}{2}/u.test(said) && !SAME_EVERYWHERE.includes(said)) this.found.push(said);
  }
}

function literalsOf(template: string, file: string): readonly string[] {
  const literals = new Literals();
  tmplAstVisitAll(literals, parseTemplate(template, file).nodes);
  return literals.found;
}

describe('the languages', () => {
  it('have the same texts with the same names in them', () => {
    const namesByKey = (texts: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, namesIn(text)]));
    for (const [english, portuguese] of packs.values()) {
      expect(namesByKey(portuguese)).toEqual(namesByKey(english));
      const texts = Object.values(portuguese);
      expect(texts.filter((text) => text.includes(IN_ENGLISH))).toEqual([]);
    }
  });

  it('call a thing by one word: a status in Portuguese is a situação', () => {
    const texts = [...packs.values()].flatMap(([, portuguese]) => Object.values(portuguese));
    expect(texts.filter((text) => /status/i.test(text))).toEqual([]);
  });

  it('have no key twice, also across parts that are loaded on demand', () => {
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });

  it('have no text that nothing says', () => {
    const code = [...sources.values()].join('\n');
    const families = [...code.matchAll(/`(\w+\.)\$\{/g)].map(([, stem]) => String(stem));
    const isSaid = (key: string) =>
      code.includes(`'${key.replace(/\.(one|other)$/, '')}'`) ||
      families.some((stem) => key.startsWith(stem));
    expect(keys.filter((key) => !isSaid(key))).toEqual([]);
  });

  it('have every plural form that they need', () => {
    const stems = keys.filter((key) => key.endsWith('.other')).map((key) => key.slice(0, -6));
    expect(stems.filter((stem) => !keys.includes(`${stem}.one`))).toEqual([]);
  });

  it('hold every word of every template', () => {
    const templates = [...sources].flatMap(([file, source]) =>
      file.endsWith('.html')
        ? [[file, source] as const]
        : [...source.matchAll(INLINE_TEMPLATE)].map(([, text = '']) => [file, text] as const),
    );
    expect(templates.length).toBeGreaterThan(30);
    const literals = templates.flatMap(([file, text]) =>
      literalsOf(text, file).map((literal) => `${file}: ${literal}`),
    );
    expect(literals).toEqual([]);
  });

  it('are searched for words by something that finds them', () => {
    const template = '<p title="Whole">Part {{ of }} it <b>all</b></p>@if (a) {Else}';
    expect(literalsOf(template, 'x')).toEqual(['Whole', 'Part', 'it', 'all', 'Else']);
  });
});
