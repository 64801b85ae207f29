/** Texts that are most likely to break in files, tables and protocols. */
import fc from 'fast-check';

const PIECES = [
  ...[
    'Sign',
    'Vertrag',
    'não',
    'na\u0303o',
    'ﬁ',
    'İ',
    'ß',
    'contract 7',
    '=1+1',
    '+49 30',
    '-5',
    '@all',
  ],
  ...[
    "'",
    "'=2",
    "''",
    '＝1',
    '＠x',
    '"',
    '""',
    ',',
    ';',
    ';=3',
    ";'=4",
    '\t',
    '|',
    '\\',
    '\\N',
    '\\.',
  ],
  ...[
    '\\n',
    '\\u0041',
    '%',
    '_',
    '$1',
    '$$',
    '{}',
    '[1]',
    '{"a":1}',
    '<b>',
    '&amp;',
    '--',
    '/*',
    'NULL',
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '\u0085',
    '\u2028',
    '\u2029',
    ' ',
    '  ',
    '\u00A0',
    '\u2009',
    '\u202F',
  ],
  ...[
    '\u3000',
    '\u200B',
    '\u200D',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\u2011',
    '\u0301',
    '👩‍🚀',
    '🇧🇷',
    '𝄞',
    '☀️',
  ],
  ...[
    'שלום',
    'مرحبا',
    '\u200F',
    '\u202E',
    '\uFFFD',
    '\uFFFF',
    '\u{10FFFF}',
    '\u0000',
    '\u0007',
    '\u007F',
    '\uD83D',
  ],
];

const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...PIECES), weight: 6 },
  { arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), weight: 1 },
  { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), weight: 2 },
);

const few = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => pieces.join(''));

/** Fills the maximum number of code points with any kind of pieces. */
const full = (maxChars: number) =>
  few.map((text) => {
    const chars = Array.from(`${text}x`);
    return Array.from({ length: maxChars }, (_, index) => chars[index % chars.length]).join('');
  });

/** Any text up to this many code points, including texts that are refused. */
export const anyText = (maxChars: number): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: few, weight: 30 }, { arbitrary: full(maxChars), weight: 1 });
