import { DomainError } from './domain-error';
import {
  accept,
  acceptSome,
  COMMENT_RULE,
  DATE_RULE,
  DESCRIPTION_RULE,
  DUE_DATE_RULE,
  INITIALS_RULE,
  NAME_RULE,
  NOTE_CONTENT_RULE,
  PREFIX_RULE,
  PRIORITY_RULE,
  requireSome,
  shown,
  STATUS_RULE,
  STORED_DATE_RULE,
  STORED_NAME_RULE,
  STORED_TITLE_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  wireName,
} from './rules';
import { PRIORITIES, STATUSES } from './vocabulary';

const ONE_LINE = [
  { name: 'title', rule: TITLE_RULE, max: 500 },
  { name: 'name', rule: NAME_RULE, max: 255 },
  { name: 'initials', rule: INITIALS_RULE, max: 10 },
];
const LONG = [
  { name: 'note', rule: NOTE_CONTENT_RULE, max: 10_000 },
  { name: 'comment', rule: COMMENT_RULE, max: 10_000 },
  { name: 'description', rule: DESCRIPTION_RULE, max: 10_000 },
];
const ROCKET = '🚀';
const ACUTE_E = 'e\u0301';

describe.each([...ONE_LINE, ...LONG])('the text of a $name', ({ rule, max }) => {
  it('counts code points, not UTF-16 units and not what the eye sees', () => {
    expect(rule.problem('x'.repeat(max))).toBeUndefined();
    expect(rule.problem(ROCKET.repeat(max))).toBeUndefined();
    expect(rule.problem(`${'x'.repeat(max - 2)}${ACUTE_E}`)).toBeUndefined();
    for (const tooLong of [
      'x'.repeat(max + 1),
      ROCKET.repeat(max + 1),
      `${'x'.repeat(max - 1)}${ACUTE_E}`,
    ]) {
      expect(rule.problem(tooLong)).toMatch(/^expected [01] to \d+ characters, found \d+$/);
      expect(rule.problem(tooLong)).toContain(`${max} characters, found ${max + 1}`);
    }
  });

  it('trims before it counts and stores what is left, without normalising it', () => {
    const padded = ` \t\r\n\u00a0\u2028\ufeff${'x'.repeat(max)} \n`;
    expect(rule.problem(padded)).toBeUndefined();
    expect(rule.clean(padded)).toBe('x'.repeat(max));
    expect(rule.clean(` ${ACUTE_E} `)).toBe(ACUTE_E);
  });

  it.each([
    ['NUL', 'a\u0000b', 'U+0000'],
    ['escape', 'a\u001bb', 'U+001B'],
    ['carriage return', 'a\r\nb', 'U+000D'],
    ['vertical tab', 'a\u000bb', 'U+000B'],
    ['delete', 'a\u007fb', 'U+007F'],
    ['next line', 'a\u0085b', 'U+0085'],
    ['NUL at the end', 'ab\u0000', 'U+0000'],
  ])('has no %s', (_, text, code) => {
    expect(rule.problem(text)).toBe(`expected text without control characters, found ${code}`);
  });

  it.each(['\ud83d', 'a\ud83db', '\ude80\ud83d', 'a\udfff'])(
    'has no half surrogate pair: %j',
    (text) => {
      expect(rule.problem(text)).toBe('expected valid Unicode, found half a surrogate pair');
    },
  );

  it.each([0, 1, true, {}, [], ['a'], undefined])('is not %j', (value) => {
    expect(rule.problem(value)).toBe(
      `expected text of ${rule.problem('x'.repeat(max + 1))?.match(/[01] to \d+/)?.[0]} characters, found ${shown(value)}`,
    );
  });
});

describe.each(ONE_LINE)('the one line of a $name', ({ rule }) => {
  it.each(['', ' ', '\n\t', '\u00a0'])('is not empty: %j', (text) => {
    expect(rule.problem(text)).toMatch(/found 0$/);
  });

  it.each(['a\nb', 'a\tb'])('does not go on as %j', (text) => {
    expect(rule.problem(text)).toMatch(/without control characters/);
  });

  it('is not null', () => {
    expect(rule.problem(null)).toMatch(/found null$/);
  });
});

describe.each(ONE_LINE)('people can read a $name, so it', ({ rule }) => {
  it.each([
    '\u200b',
    '\u200d\u2060',
    '\ufeff',
    '\u00ad',
    '\u200e\u200f',
    '\u3164',
    '\u2800',
    '\ufe0f',
  ])('is not only characters without a shape: %j', (text) => {
    expect(rule.problem(text)).toMatch(/visible text|found 0$/);
  });

  it.each([
    ['U+202E', 'abc\u202ecba'],
    ['U+202A', '\u202aabc'],
    ['U+2066', 'a\u2066b\u2069'],
  ])('has no control of the reading direction %s', (code, text) => {
    expect(rule.problem(text)).toBe(
      `expected text without bidirectional control characters, found ${code}`,
    );
  });

  it.each(['a\u200bb', 'שלום\u200f!', '👩\u200d🚀', '❤\ufe0f'])('may be %j', (text) => {
    expect(rule.problem(text)).toBeUndefined();
  });
});

describe('what version 1 has stored', () => {
  it('is accepted as it was', () => {
    for (const rule of [STORED_TITLE_RULE, STORED_NAME_RULE]) {
      expect(rule.problem('abc\u202ecba')).toBeUndefined();
      expect(rule.problem('')).toMatch(/found 0$/);
    }
    expect(STORED_DATE_RULE.problem('0026-03-01')).toBeUndefined();
    expect(STORED_DATE_RULE.problem('9999-12-31')).toBeUndefined();
    expect(STORED_DATE_RULE.problem('2026-02-30')).toMatch(/found "2026-02-30"/);
  });
});

describe('long text', () => {
  it.each(LONG)('may have lines and tabs in a $name', ({ rule }) => {
    expect(rule.problem('a\n\tb')).toBeUndefined();
    expect(rule.clean('a\n\tb\n')).toBe('a\n\tb');
  });

  it.each(LONG.slice(1))('that is empty is no $name', ({ rule }) => {
    for (const nothing of [null, '', ' \n ']) {
      expect(rule.problem(nothing)).toBeUndefined();
      expect(rule.clean(nothing as never)).toBeNull();
    }
  });

  it('is not empty in a note', () => {
    expect(NOTE_CONTENT_RULE.problem(' \n ')).toBe('expected 1 to 10000 characters, found 0');
    expect(NOTE_CONTENT_RULE.problem(null)).toMatch(/found null$/);
  });
});

describe('a prefix', () => {
  it.each(['AB', 'ABC', 'ABCDE'])('is %s', (prefix) => {
    expect(PREFIX_RULE.problem(prefix)).toBeUndefined();
    expect(PREFIX_RULE.clean(prefix)).toBe(prefix);
  });

  it.each([
    '',
    'A',
    'ABCDEF',
    'ab',
    'Ab',
    'A1',
    'ÄB',
    'AB ',
    ' AB',
    'AB\n',
    'A-B',
    'ＡＢ',
    null,
    12,
  ])('is not %j', (prefix) => {
    expect(PREFIX_RULE.problem(prefix)).toBe(
      `expected 2 to 5 uppercase letters A to Z, found ${shown(prefix)}`,
    );
  });
});

describe('the id of a user', () => {
  it.each([1, 42, 2 ** 31 - 1])('is %d', (id) => {
    expect(USER_ID_RULE.problem(id)).toBeUndefined();
  });

  it.each([0, -0, -1, 1.5, 2 ** 31, Infinity, Number.NaN, '1', null, undefined, true, [1]])(
    'is not %j',
    (id) => {
      expect(USER_ID_RULE.problem(id)).toMatch(/^expected the id of a user .*, found /);
    },
  );
});

describe('a date', () => {
  it('is a day that exists, as YYYY-MM-DD', () => {
    expect(DATE_RULE.problem('2028-02-29')).toBeUndefined();
    expect(DATE_RULE.problem('2026-02-29')).toBe(
      'expected a date as YYYY-MM-DD, found "2026-02-29"',
    );
    expect(DATE_RULE.problem(null)).toBe('expected a date as YYYY-MM-DD, found null');
  });

  it.each(['1970-01-01', '2026-12-15', '2199-12-31'])('is entered from 1970 to 2199: %s', (day) => {
    expect(DATE_RULE.problem(day)).toBeUndefined();
    expect(day).toMatch(new RegExp(String(DATE_RULE.schema.pattern)));
  });

  it.each(['0006-12-15', '0026-12-15', '1969-12-31', '2200-01-01', '9999-12-31'])(
    'is not entered before or after that: %s',
    (day) => {
      const message = `expected a date from 1970-01-01 to 2199-12-31, found "${day}"`;
      expect(DATE_RULE.problem(day)).toBe(message);
      expect(DUE_DATE_RULE.problem(day)).toBe(message);
      expect(day).not.toMatch(new RegExp(String(DATE_RULE.schema.pattern)));
    },
  );

  it('may be null where it is due', () => {
    expect(DUE_DATE_RULE.problem(null)).toBeUndefined();
    expect(DUE_DATE_RULE.clean(null)).toBeNull();
    expect(DUE_DATE_RULE.problem('')).toMatch(/found ""$/);
    expect(DUE_DATE_RULE.problem(undefined)).toMatch(/found nothing$/);
  });
});

describe.each([
  { name: 'priority', rule: PRIORITY_RULE, words: PRIORITIES },
  { name: 'status', rule: STATUS_RULE, words: STATUSES },
])('a $name', ({ rule, words }) => {
  it.each(words)('is %s', (word) => {
    expect(rule.problem(word)).toBeUndefined();
  });

  it.each(['', 'Urgent', words[0].toLowerCase(), ` ${words[0]}`, null, 0, [words[0]]])(
    'is not %j',
    (word) => {
      expect(rule.problem(word)).toBe(`expected one of ${words.join(', ')}; found ${shown(word)}`);
    },
  );
});

describe('accept', () => {
  const rules = { title: TITLE_RULE, dueDate: DUE_DATE_RULE };

  it('answers the stored forms of the fields that have a rule, and nothing else', () => {
    const input = { title: ' a ', dueDate: null, number: 99 };
    expect(accept<{ title: string; dueDate: string | null }>(rules, input)).toEqual({
      title: 'a',
      dueDate: null,
    });
  });

  it('refuses all bad and missing fields at once, by their wire names', () => {
    const attempt = () =>
      accept<{ title: string; dueDate?: string }>(rules as never, { title: '' });
    expect(attempt).toThrow(
      new DomainError(
        'VALIDATION_ERROR',
        'title: expected 1 to 500 characters, found 0; ' +
          'due_date: expected a date as YYYY-MM-DD, found nothing',
      ),
    );
  });

  it('lets a change leave fields out', () => {
    expect(acceptSome(rules, { title: ' a ' })).toEqual({ title: 'a' });
    expect(acceptSome(rules, { dueDate: null })).toEqual({ dueDate: null });
    expect(() => acceptSome(rules, { title: '' })).toThrow('title: expected 1 to 500');
  });
});

describe('requireSome', () => {
  it('refuses a change that names nothing, and lists what there is', () => {
    for (const nothing of [{}, { title: undefined }, { status: 'New', toString: 1 }]) {
      expect(() => requireSome(nothing, { title: 1, dueDate: 1 })).toThrow(
        'body: expected at least one of title, due_date, found none',
      );
    }
    expect(() => requireSome({ dueDate: null }, { dueDate: 1 })).not.toThrow();
  });
});

describe('shown', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['a\nb', '"a\\nb"'],
    [12n, '12'],
    ['x'.repeat(100), `"${'x'.repeat(39)}…`],
    [ROCKET.repeat(100), `"${ROCKET.repeat(39)}…`],
    ['\ud800', '"\\ud800"'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('writes %p on one short line', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});

describe('wireName', () => {
  it('writes capitals as they are on the wire', () => {
    expect(['title', 'dueDate', 'aBC'].map(wireName)).toEqual(['title', 'due_date', 'a_b_c']);
  });
});

describe('what was found instead', () => {
  const nested = (wrap: (inner: unknown) => unknown) => {
    let value: unknown = null;
    for (let depth = 0; depth < 100_000; depth++) value = wrap(value);
    return value;
  };

  it.each([
    ['a deeply nested array', nested((inner) => [inner])],
    ['a deeply nested object', nested((inner) => ({ inner }))],
  ])('is only called %s where no stack is deep enough to show it', (said, value) => {
    expect(shown(value)).toContain(said);
  });
});
