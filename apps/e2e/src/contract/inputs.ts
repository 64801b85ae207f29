/**
 * What to send as the value of a field: JSON texts, because some of the worst inputs are no
 * JavaScript values. Each says whether it must be accepted; everything else must be refused.
 */

/** The form of a field in the description of the API. */
export interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly FieldSchema[];
}

export interface Input {
  readonly what: string;
  /** `undefined`: the field is left out. */
  readonly json: string | undefined;
  readonly isAccepted: boolean;
}

const accepted = (what: string, value: unknown): Input => ({
  what,
  json: JSON.stringify(value),
  isAccepted: true,
});
const refused = (what: string, value: unknown): Input => ({
  what,
  json: JSON.stringify(value),
  isAccepted: false,
});
const refusedText = (what: string, json: string): Input => ({ what, json, isAccepted: false });

/** Of no use to any field that we have. */
const NEVER: readonly Input[] = [
  refused('true', true),
  refused('false', false),
  refused('a fraction', 1.5),
  refused('a negative number', -1),
  refused('zero', 0),
  refused('a number over 2^31', 2 ** 31),
  refused('a number over 2^53', 2 ** 60),
  refusedText('a number out of range', '1e400'),
  refused('an empty list', []),
  refused('a list with a text', ['x']),
  refused('an empty object', {}),
  refused('nested objects', { a: { b: { c: [] } } }),
  refused('a very long text', 'x'.repeat(200_000)),
];

const SATELLITE = '🛰';
const HOSTILE_TEXTS = [
  ['SQL', `Robert'); DROP TABLE events; --`],
  ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['a formula', '=HYPERLINK("https://example.com","x")'],
  ['a template', '${7*7} {{7*7}} %s %n'],
  ['the name of a prototype', '__proto__'],
  ['combining characters', 'Zoe\u0308 e\u0301\u0323'],
  ['right-to-left text', 'שלום abc العربية'],
  ['characters without width', 'a\u200B\u200D\uFEFFb'],
  ['a line separator', 'a\u2028b'],
  ['text outside the BMP', `${SATELLITE} 𝔘𝔫𝔦 👩‍🚀`],
  ['a text that looks like null', 'null'],
] as const;

function textInputs({ minLength = 0, maxLength = 0 }: FieldSchema, isMultiline: boolean): Input[] {
  const line = isMultiline ? accepted : refused;
  const blank = minLength === 0 ? accepted : refused;
  return [
    accepted('one character', 'x'),
    accepted('exactly the limit', 'x'.repeat(maxLength)),
    accepted('exactly the limit in code points', SATELLITE.repeat(maxLength)),
    accepted('white space around a text', ' x '),
    line('controls of the reading direction', 'abc \u202Edef\u202C'),
    ...HOSTILE_TEXTS.map(([what, text]) => accepted(what, text)),
    blank('an empty text', ''),
    blank('white space', ' \u00A0 '),
    line('two lines', 'a\nb'),
    line('a tab', 'a\tb'),
    refused('one over the limit', 'x'.repeat(maxLength + 1)),
    refused('one over the limit in code points', SATELLITE.repeat(maxLength + 1)),
    refused('NUL', 'a\0b'),
    refused('a bell', 'a\u0007b'),
    refused('a control character of C1', 'a\u0085b'),
    refusedText('half a surrogate pair', '"\\ud83d"'),
    refusedText('surrogates in the wrong order', '"\\ude80\\ud83d"'),
    refused('a number', 7),
  ];
}

const WRONG_DATES = [
  ...['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '20260101'],
  ...['2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01 ', '2026-01-01\n', '01/26/2026', 'today'],
  ...['', '-001-01-01', '+002026-01-01', '２０２６-01-01', '2026‑01‑01', '=TODAY()', '0000-01-01'],
  ...['0006-12-15', '0026-12-15', '1969-12-31', '2200-01-01', '9999-12-31'],
];

const dateInputs = (): Input[] => [
  accepted('a date', '2026-02-28'),
  accepted('a leap day', '2024-02-29'),
  accepted('the first date', '1970-01-01'),
  accepted('the last date', '2199-12-31'),
  ...WRONG_DATES.map((text) => refused(`the date ${JSON.stringify(text)}`, text)),
  refused('a number', 20_260_101),
];

const wordInputs = (words: readonly string[]): Input[] => [
  ...words.map((word) => accepted(word, word)),
  ...['', 'Nope', ...words.flatMap((word) => [word.toLowerCase(), `${word} `, `${word}\0`])]
    .filter((text) => !words.includes(text))
    .map((text) => refused(`the word ${JSON.stringify(text)}`, text)),
  refused('a number', 1),
  refused('a list with a word', [words[0]]),
];

const userInputs = (ownerId: number): Input[] => [
  accepted('a user', ownerId),
  refused('an unknown user', 99_999),
  refused('the id as text', String(ownerId)),
  refused('a list with the id', [ownerId]),
  refused('an empty text', ''),
];

const prefixInputs = (): Input[] => [
  ...['A', 'ABCDEF', 'ad', 'Ad', 'A1', 'ÄD', 'ＡＤ', 'A D', ' AD', 'AD\n', '', 'A\0', '🛰🛰'].map(
    (text) => refused(`the prefix ${JSON.stringify(text)}`, text),
  ),
  refused('a number', 7),
];

interface Field {
  readonly schema: FieldSchema;
  readonly isRequired: boolean;
  readonly ownerId: number;
}

/** Every input for a field, by the form that the description gives it. */
export function inputsFor({ schema, isRequired, ownerId }: Field): readonly Input[] {
  const isNullable = schema.anyOf !== undefined;
  const form = schema.anyOf?.[0] ?? schema;
  return [
    { what: 'null', json: 'null', isAccepted: isNullable },
    { what: 'nothing', json: undefined, isAccepted: !isRequired },
    ...(form.type === 'boolean' ? NEVER.filter(({ json }) => !isFlag(json)) : NEVER),
    ...inputsOf(form, ownerId),
  ];
}

const isFlag = (json: string | undefined): boolean => json === 'true' || json === 'false';

const LONG = 10_000;

function inputsOf(form: FieldSchema, ownerId: number): readonly Input[] {
  if (form.enum) return wordInputs(form.enum);
  // An archived tracker refuses the inputs that follow, so `true` is not tried.
  if (form.type === 'boolean') return [accepted('false', false), refused('a text', 'false')];
  if (form.type === 'array') return [refused('a text', 'x'), refused('a number', 7)];
  if (form.format === 'date') return dateInputs();
  if (form.pattern !== undefined) return prefixInputs();
  if (form.type === 'integer') return userInputs(ownerId);
  // Titles and names cannot be empty and are one line; a short reason may be both.
  return textInputs(form, form.maxLength === LONG || form.minLength === 0);
}
