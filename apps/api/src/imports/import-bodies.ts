/** The body of a change to an import. */
import type {
  ChangeImportRequest,
  ImportApply,
  ImportChoice,
  ImportMapping,
} from '@action-tracker/contracts';
import { IMPORT_APPLIES, IMPORT_MAX_ROWS } from '@action-tracker/contracts/imports';
import { shown, USER_ID_RULE, type Rule } from '@action-tracker/domain';
import { Optional } from '../http/request-body.pipe';
import { IMPORT_MAPPING } from '../openapi/import-schemas';

const ANSWERS_MAX = 10_000;
const ANSWER_MAX_CHARS = 500;
const SHEET_MAX_CHARS = 255;
/** Of a workbook. */
const LINE_MAX = 1_048_576;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
const isLine = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LINE_MAX;

const LISTS = ['no_value', 'key', 'notes'] as const;
const OBJECTS = ['file', 'dates', 'fields', 'people'] as const;

/** The shape; what it says is checked against the file. */
const MAPPING_RULE: Rule<ImportMapping> = {
  problem(value) {
    if (!isObject(value)) return `expected a mapping, found ${shown(value)}`;
    const missing = [
      ...OBJECTS.filter((name) => !isObject(value[name])).map((name) => `an object in ${name}`),
      ...LISTS.filter((name) => !Array.isArray(value[name])).map((name) => `a list in ${name}`),
    ];
    if (missing.length > 0) return `expected ${missing.join(', ')}`;
    if (!isTexts(value.no_value) || !isTexts(value.key)) {
      return 'expected texts in no_value and key';
    }
    const { order = [] } = value;
    if (!isTexts(order)) return `expected a list of texts in order, found ${shown(order)}`;
    const formats = [...valuesOf(value.fields, 'formats'), ...valuesOf(value.notes, 'dated')];
    if (!formats.every(isTexts)) return 'expected a list of formats';
    const { formats: general = [] } = isObject(value.dates) ? value.dates : {};
    if (!isTexts(general)) {
      return `expected a list of texts in dates.formats, found ${shown(general)}`;
    }
    return isObject(value.dates) && typeof value.dates.zone === 'string'
      ? undefined
      : 'expected a zone in dates';
  },
  clean: (value) => value,
  schema: IMPORT_MAPPING.json,
};

/** What each of the members has under a name, if anything. */
const valuesOf = (members: unknown, name: string): readonly unknown[] =>
  Object.values(isObject(members) || Array.isArray(members) ? members : {}).flatMap((one) =>
    isObject(one) && one[name] !== undefined ? [one[name]] : [],
  );

const ANSWERS_RULE: Rule<Readonly<Record<string, string>>> = {
  problem(value) {
    if (!isObject(value)) return `expected answers by question, found ${shown(value)}`;
    const answers = Object.values(value);
    if (answers.length > ANSWERS_MAX) return `expected at most ${ANSWERS_MAX} answers`;
    const wrong = answers.find((answer) => !isAnswer(answer));
    return wrong === undefined ? undefined : `expected texts as answers, found ${shown(wrong)}`;
  },
  clean: (value) => value,
  schema: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
};

const isAnswer = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= ANSWER_MAX_CHARS;

const LINES_RULE: Rule<readonly number[]> = {
  problem: (value) =>
    Array.isArray(value) && value.length <= IMPORT_MAX_ROWS && value.every(isLine)
      ? undefined
      : `expected up to ${IMPORT_MAX_ROWS} numbers of lines, found ${shown(value)}`,
  clean: (value) => value,
  schema: {
    type: 'array',
    items: { type: 'integer', minimum: 1, maximum: LINE_MAX },
    maxItems: IMPORT_MAX_ROWS,
  },
};

const CHOICES_RULE: Rule<readonly ImportChoice[]> = {
  problem(value) {
    if (!Array.isArray(value)) return `expected a list of choices, found ${shown(value)}`;
    const wrong: unknown = value.find((choice) => !isChoice(choice));
    return wrong === undefined ? undefined : `expected line, field and take, found ${shown(wrong)}`;
  },
  clean: (value) => value,
  schema: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        line: { type: 'integer', minimum: 1, maximum: LINE_MAX },
        field: { type: 'string' },
        take: { type: 'string', enum: ['theirs', 'ours'] },
      },
      required: ['line', 'field', 'take'],
      additionalProperties: false,
    },
  },
};

const isChoice = (value: unknown): boolean =>
  isObject(value) &&
  Object.keys(value).length === 3 &&
  isLine(value.line) &&
  typeof value.field === 'string' &&
  (value.take === 'theirs' || value.take === 'ours');

const APPLY_RULE: Rule<ImportApply> = {
  problem: (value) =>
    IMPORT_APPLIES.some((word) => word === value)
      ? undefined
      : `expected one of ${IMPORT_APPLIES.join(', ')}; found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string', enum: IMPORT_APPLIES },
};

const FLAG_RULE: Rule<boolean> = {
  problem: (value) =>
    typeof value === 'boolean' ? undefined : `expected true or false, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'boolean' },
};

const SHEET_RULE: Rule<string> = {
  problem: (value) =>
    typeof value === 'string' && value.length <= SHEET_MAX_CHARS && value !== ''
      ? undefined
      : `expected the name of a sheet, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'string', minLength: 1, maxLength: SHEET_MAX_CHARS },
};

const HEADER_RULE: Rule<number> = {
  problem: (value) =>
    value === 0 || isLine(value)
      ? undefined
      : `expected the number of a line, or 0 without a header; found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'integer', minimum: 0, maximum: LINE_MAX },
};

export class ChangeImportBody implements ChangeImportRequest {
  @Optional(SHEET_RULE) readonly sheet?: string;
  @Optional(HEADER_RULE) readonly header_row?: number;
  @Optional(MAPPING_RULE) readonly mapping?: ImportMapping;
  @Optional(ANSWERS_RULE) readonly answers?: Readonly<Record<string, string>>;
  @Optional(FLAG_RULE) readonly is_history?: boolean;
  @Optional(FLAG_RULE) readonly create_people?: boolean;
  @Optional(USER_ID_RULE) readonly actor_id?: number;
  @Optional(APPLY_RULE) readonly apply?: ImportApply;
  @Optional(LINES_RULE) readonly apply_lines?: readonly number[];
  @Optional(CHOICES_RULE) readonly choices?: readonly ImportChoice[];
  @Optional(LINES_RULE) readonly reinstate_lines?: readonly number[];
}
