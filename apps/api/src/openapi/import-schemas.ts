/** Imports as schemas, which the compiler compares with the contracts. */
import type {
  Import,
  ImportCell,
  ImportChoice,
  ImportColumn,
  ImportCounts,
  ImportExport,
  ImportField,
  ImportFieldMapping,
  ImportMapping,
  ImportNotes,
  ImportPerson,
  ImportPreview,
  ImportProblem,
  ImportQuestion,
  ImportReason,
  ImportRow,
} from '@action-tracker/contracts';
import {
  IMPORT_APPLIES,
  IMPORT_FIELDS,
  IMPORT_OUTCOMES,
  IMPORT_STATES,
} from '@action-tracker/contracts/imports';
import { IMPORT_EXAMPLE, IMPORT_PREVIEW_EXAMPLE } from './import-examples';
import {
  eitherOf,
  list,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  whole,
  type Schema,
} from './schema';
import { COUNT, ID, TIMESTAMP } from './scalar-schemas';
import { UUID } from './wire-schemas';

const FLAG: Schema<boolean> = { json: { type: 'boolean' } };
const SHARE: Schema<number> = { json: { type: 'number', minimum: 0, maximum: 1 } };
const TEXTS = list(text());
const LINE = whole(1);

const recordOf = <T>({ json }: Schema<T>): Schema<Readonly<Record<string, T>>> => ({
  json: { type: 'object', additionalProperties: json },
});

const FIELD_MAPPING = object<ImportFieldMapping>({
  column: optional(eitherOf(text(), TEXTS)),
  join: optional(text()),
  values: optional(recordOf(text())),
  otherwise: optional(text()),
  default: optional(text()),
  formats: optional(TEXTS),
});

const FIELDS: Schema<Readonly<Partial<Record<ImportField, ImportFieldMapping>>>> = {
  json: {
    type: 'object',
    properties: Object.fromEntries(IMPORT_FIELDS.map((field) => [field, FIELD_MAPPING.json])),
    additionalProperties: false,
  },
};

export const IMPORT_MAPPING = object<ImportMapping>({
  file: object<ImportMapping['file']>({
    delimiter: optional(text()),
    encoding: optional(text()),
    header: optional(whole(0)),
    sheet: optional(text()),
  }),
  dates: object<ImportMapping['dates']>({ zone: text(), formats: optional(TEXTS) }),
  no_value: TEXTS,
  key: TEXTS,
  order: optional(TEXTS),
  fields: FIELDS,
  notes: list(
    object<ImportNotes>({ column: text(), label: optional(text()), dated: optional(TEXTS) }),
  ),
  people: recordOf(object<ImportPerson>({ email: optional(text()), name: optional(text()) })),
});

const COLUMN = object<ImportColumn>({
  ...{ name: text(), letters: text(), samples: TEXTS, filled: COUNT },
  ...{ meaning: nullable(text()), confidence: SHARE },
  reasons: list(
    object<ImportReason>({
      kind: oneOf(['heading', 'dates', 'words', 'people', 'numbers', 'few_values', 'text']),
      share: SHARE,
    }),
  ),
});

const QUESTION = object<ImportQuestion>({
  id: text(),
  kind: oneOf(['date_order', 'value', 'person', 'missing', 'date_fallback']),
  ...{ field: text(), column: optional(text()), value: optional(text()), rows: COUNT },
  proposals: TEXTS,
  examples: optional(
    list(object<NonNullable<ImportQuestion['examples']>[number]>({ line: LINE, value: text() })),
  ),
  ...{ answer: nullable(text()), is_answered: FLAG },
});

const EXPORTED = object<ImportExport>({
  ...{ position: COUNT, as_of: TIMESTAMP, missing_columns: TEXTS },
  renamed_columns: list(
    object<ImportExport['renamed_columns'][number]>({ from: text(), to: text() }),
  ),
});

const COUNTS = object<ImportCounts>({
  ...{ create: COUNT, change: COUNT, same: COUNT, differs: COUNT, refused: COUNT },
});

const CHOICE = object<ImportChoice>({
  ...{ line: LINE, field: text(), take: oneOf(['theirs', 'ours']) },
});

export const IMPORT = named(
  'Import',
  object<Import>({
    ...{ id: UUID, tracker_id: ID, created_at: TIMESTAMP, expires_at: TIMESTAMP },
    file: object<Import['file']>({ name: text(), size: COUNT, sha256: text(), rows: COUNT }),
    ...{ sheets: TEXTS, sheet: nullable(text()), header_row: COUNT },
    first_lines: list(object<Import['first_lines'][number]>({ line: LINE, cells: TEXTS })),
    ...{ columns: list(COLUMN), mapping: IMPORT_MAPPING },
    ...{ mapping_from: oneOf(['file', 'tracker', 'person']), is_history: FLAG },
    ...{ questions: list(QUESTION), problems: TEXTS, warnings: TEXTS },
    known_ids: COUNT,
    ...{ create_people: FLAG, actor_id: ID, apply: oneOf(IMPORT_APPLIES) },
    ...{ apply_lines: list(LINE), choices: list(CHOICE), reinstate_lines: list(LINE) },
    exported: nullable(EXPORTED),
    ...{ state: oneOf(IMPORT_STATES), done: COUNT, of: COUNT, counts: nullable(COUNTS) },
    ...{ batch: nullable(UUID), is_undone: FLAG, problem: nullable(text()) },
  }),
  IMPORT_EXAMPLE,
);

const CELL = object<ImportCell>({
  field: text(),
  ...{ base: nullable(text()), theirs: nullable(text()), ours: nullable(text()) },
  result: oneOf(['take', 'keep', 'conflict']),
  ...{ by_id: nullable(ID), at: nullable(TIMESTAMP), is_taken: FLAG },
});

const ROW = object<ImportRow>({
  ...{ line: LINE, outcome: oneOf(IMPORT_OUTCOMES), item_id: nullable(text()) },
  reasons: list(object<ImportProblem>({ field: text(), message: text(), cell: nullable(text()) })),
  ...{ item: nullable(recordOf(nullable(text()))), cells: list(CELL) },
  offer: nullable(oneOf(['reinstate', 'apply'])),
});

export const IMPORT_PREVIEW = named(
  'ImportPreview',
  object<ImportPreview>({
    counts: COUNTS,
    cells: object<ImportPreview['cells']>({ take: COUNT, keep: COUNT, conflict: COUNT }),
    people: list(
      object<ImportPreview['people'][number]>({
        ...{ name: text(), email: text(), resembles: nullable(text()) },
      }),
    ),
    ...{ missing: TEXTS, rows: list(ROW), next: nullable(LINE) },
  }),
  IMPORT_PREVIEW_EXAMPLE,
);

/** The file is sent as bytes, which JSON Schema has no type for. */
export const UPLOAD_FORM = object<{ file: string; tracker_id: number }>({
  file: text({ format: 'binary' }),
  tracker_id: ID,
});
