/**
 * The texts of the client in the user's language. The compiler checks keys and parameters, also in
 * templates; reading a text tracks the language, so a switch updates it.
 */
import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import { LANGUAGE_COOKIE } from '@action-tracker/contracts';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { BrowserStorage } from '../browser-storage/browser-storage';
import type { EN } from './en';
import { type Language, languageFor, LANGUAGES, LOCALES } from './languages';

export const LANGUAGE_KEY = 'action-tracker-language';
const VERSION = 1;

type English = typeof EN;
type Words = Readonly<Record<string, string>>;
export type TextKey = keyof English;
/** Another language: the same keys. */
export type Translation = Readonly<Record<TextKey, string>>;

/** The texts of a part that is loaded on demand, in all languages. They are loaded with its code. */
export interface TextPack<Part extends Words> {
  readonly en: Part;
  readonly 'pt-BR': Readonly<Record<keyof NoInfer<Part>, string>>;
}

/** Declares a `TextPack`; the compiler infers keys and parameters from the English texts. */
export const textPack = <const Part extends Words>(pack: TextPack<Part>): TextPack<Part> => pack;

/** The parameters of a text: `'field' | 'item'` for `{{field}} of {{item}}`. */
type NamesIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Values<Names extends string> = Readonly<Record<Names, string | number>>;
/** The arguments after the key: none, or the values of its parameters. */
type ValuesOf<Text extends string> = [NamesIn<Text>] extends [never] ? [] : [Values<NamesIn<Text>>];

/** Keys of texts without parameters. */
export type PlainKey = {
  [Key in TextKey]: [NamesIn<English[Key]>] extends [never] ? Key : never;
}[TextKey];

/** A text with a count: `list.items` stands for `list.items.one` and `list.items.other`. */
type CountedKey<Key> = Key extends `${infer Stem}.other` ? Stem : never;
type ValuesBeside<Text extends string> =
  Exclude<NamesIn<Text>, 'count'> extends infer Names extends string
    ? [Names] extends [never]
      ? []
      : [Values<Names>]
    : never;

/** Returns a text; numbers in it are formatted for the language. */
export type Say<Part extends Words = English> = <Key extends keyof Part & string>(
  key: Key,
  ...values: ValuesOf<Part[Key]>
) => string;

/** Returns a text with a count, in the language's plural form. */
type SayCounted<Part extends Words = English> = <Stem extends CountedKey<keyof Part>>(
  stem: Stem,
  count: number,
  ...values: ValuesBeside<Part[`${Stem}.other`]>
) => string;

/** The texts of the client and those of a part. */
export interface PartTexts<Part extends Words> {
  readonly t: Say<English & Part>;
  readonly counted: SayCounted<English & Part>;
}

@Service()
export class Texts {
  private readonly transloco = inject(TranslocoService);
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly storage = inject(BrowserStorage);
  private readonly loaded = signal<Language | undefined>(undefined);
  private readonly failed = signal(false);
  private readonly packs = new Set<object>();

  readonly language = computed(() => this.loaded() ?? 'en');
  readonly locale = computed(() => LOCALES[this.language()]);
  /** Whether texts are loaded; a page has no words before that. */
  readonly areReady = computed(() => this.loaded() !== undefined);
  /** Neither the user's language nor English could be loaded. */
  readonly haveFailed = this.failed.asReadonly();

  private readonly numbers = computed(() => new Intl.NumberFormat(this.locale()));
  private readonly plurals = computed(() => new Intl.PluralRules(this.locale()));

  constructor() {
    this.show(
      languageOf(this.storage.read(LANGUAGE_KEY)) ??
        languageFor(this.window?.navigator.languages ?? []),
    ).catch(() => this.failed.set(true));
  }

  readonly t: Say = (key, ...[values]) => this.say(key, values);

  /** A number formatted for the language; empty for undefined. */
  readonly number = (value: number | undefined): string =>
    value === undefined ? '' : this.numbers().format(value);

  /** A text with a count, in the language's plural form. */
  readonly counted: SayCounted = (stem, count, ...[values]) => this.sayCounted(stem, count, values);

  /** Adds the texts of a part that is loaded on demand. */
  with<Part extends Words>(pack: TextPack<Part>): PartTexts<Part> {
    if (!this.packs.has(pack)) {
      for (const language of LANGUAGES) {
        // Merges, whether the texts of that language are loaded already or not.
        this.transloco.setTranslation(pack[language], language, { emitChange: false });
      }
      this.packs.add(pack);
    }
    return {
      t: (key, ...[values]) => this.say(key, values),
      counted: (stem, count, ...[values]) => this.sayCounted(stem, count, values),
    };
  }

  /** Switches the language and remembers it for the next visit. */
  async choose(language: Language): Promise<void> {
    this.storage.write(LANGUAGE_KEY, { version: VERSION, language });
    this.tellServer(language);
    await this.show(language);
  }

  /** Pages rendered by the server, such as sign-in, cannot read browser storage. */
  private tellServer(language: Language): void {
    try {
      this.document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=31536000; samesite=lax`;
    } catch {
      // Without cookies they follow the browser.
    }
  }

  private async show(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
    this.transloco.setActiveLang(language);
    this.loaded.set(language);
    this.document.documentElement.lang = language;
  }

  private sayCounted(
    stem: string,
    count: number,
    values: Readonly<Record<string, string | number>> = {},
  ): string {
    // Portuguese has a separate form for whole millions, which these texts do not need.
    const category = this.plurals().select(count) === 'one' ? 'one' : 'other';
    return this.say(`${stem}.${category}`, { count, ...values });
  }

  private say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const language = this.loaded();
    if (language === undefined) return '';
    const written = Object.entries(values).map(
      ([name, value]) =>
        [name, typeof value === 'number' ? this.numbers().format(value) : value] as const,
    );
    return this.transloco.translate(key, Object.fromEntries(written), language);
  }
}

function languageOf(stored: unknown): Language | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  if (!('version' in stored) || stored.version !== VERSION) return undefined;
  return LANGUAGES.find((language) => 'language' in stored && stored.language === language);
}
