/** The bodies of undo and of changes of many items. */
import {
  BULK_MAX_ITEMS,
  type BulkRequest,
  type ChangeItemRequest,
  type EachChange,
  type UndoRequest,
} from '@action-tracker/contracts';
import {
  BATCH_ID_RULE,
  COMMENT_RULE,
  DomainError,
  FLAG_RULE,
  ITEM_ID_RULE,
  NOTE_CONTENT_RULE,
  shown,
  STATUS_RULE,
  type FieldProblem,
  type Rule,
  type Status,
} from '@action-tracker/domain';
import { bodySchema, fieldProblems, Optional, Required } from '../http/request-body.pipe';
import { ChangeItemBody } from '../items/item-bodies';

const COUNT_RULE: Rule<number> = {
  problem: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 0
      ? undefined
      : `expected a number of items, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'integer', minimum: 0 },
};

const ITEM_IDS_RULE: Rule<readonly string[]> = {
  problem(value) {
    if (!Array.isArray(value)) return `expected a list of item ids, found ${shown(value)}`;
    if (value.length < 1 || value.length > BULK_MAX_ITEMS) {
      return `expected 1 to ${BULK_MAX_ITEMS} item ids, found ${value.length}`;
    }
    return value.map((id) => ITEM_ID_RULE.problem(id)).find((problem) => problem !== undefined);
  },
  clean: (value) => value,
  schema: {
    type: 'array',
    items: ITEM_ID_RULE.schema,
    minItems: 1,
    maxItems: BULK_MAX_ITEMS,
  },
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHANGES_RULE: Rule<ChangeItemRequest> = {
  problem(value) {
    if (!isObject(value)) return `expected an object of fields, found ${shown(value)}`;
    const [problem] = fieldProblems(value, ChangeItemBody);
    return problem && `${problem.field}: ${problem.message}`;
  },
  clean: (value) => value,
  schema: bodySchema(ChangeItemBody),
};

const VERSIONS_RULE: Rule<Readonly<Record<string, number>>> = {
  problem(value) {
    if (!isObject(value)) return `expected versions by item id, found ${shown(value)}`;
    const entries = Object.entries(value);
    if (entries.length > BULK_MAX_ITEMS) return `expected at most ${BULK_MAX_ITEMS} versions`;
    const wrong = entries.find(([id, version]) => {
      return ITEM_ID_RULE.problem(id) !== undefined || !Number.isSafeInteger(version);
    });
    return wrong && `expected versions by item id, found ${shown(wrong[0])}: ${shown(wrong[1])}`;
  },
  clean: (value) => value,
  schema: { type: 'object', additionalProperties: { type: 'integer' } },
};

const FILTERS_MAX = 50;
const VALUES_MAX = 100;

/** What the filters mean is read like a query string. */
const FILTER_RULE: Rule<NonNullable<BulkRequest['filter']>> = {
  problem(value) {
    if (!isObject(value)) return `expected the parameters of a list, found ${shown(value)}`;
    const entries = Object.entries(value);
    if (entries.length > FILTERS_MAX) return `expected at most ${FILTERS_MAX} parameters`;
    const wrong = entries.find(([, given]) => !isParameter(given));
    return wrong && `expected text or a list of texts, found ${shown(wrong[1])} in ${wrong[0]}`;
  },
  clean: (value) => value,
  schema: {
    type: 'object',
    additionalProperties: {
      anyOf: [
        { type: 'string' },
        { type: 'array', items: { type: 'string' }, maxItems: VALUES_MAX },
      ],
    },
  },
};

const isParameter = (value: unknown): boolean =>
  typeof value === 'string' ||
  (Array.isArray(value) &&
    value.length <= VALUES_MAX &&
    value.every((one) => typeof one === 'string'));

const EACH_RULE: Rule<readonly EachChange[]> = {
  problem(value) {
    if (!Array.isArray(value)) return `expected a list of changes, found ${shown(value)}`;
    if (value.length < 1 || value.length > BULK_MAX_ITEMS) {
      return `expected 1 to ${BULK_MAX_ITEMS} changes, found ${value.length}`;
    }
    for (const one of value as readonly unknown[]) {
      if (!isObject(one)) return `expected an object with item_id, found ${shown(one)}`;
      const [problem] = fieldProblems(one, EachBody);
      if (problem) return `${problem.field}: ${problem.message}`;
    }
    return undefined;
  },
  clean: (value) => value,
  get schema() {
    return { type: 'array', items: bodySchema(EachBody), minItems: 1, maxItems: BULK_MAX_ITEMS };
  },
};

class EachBody implements EachChange {
  @Required(ITEM_ID_RULE) readonly item_id!: string;
  @Optional(CHANGES_RULE) readonly changes?: ChangeItemRequest;
  @Optional(STATUS_RULE) readonly status?: Status;
}

export class UndoBody implements UndoRequest {
  @Optional(BATCH_ID_RULE) readonly command_id?: string;
  @Optional(BATCH_ID_RULE) readonly batch?: string;
  @Optional(FLAG_RULE) readonly dry_run?: boolean;
}

export class BulkBody implements BulkRequest {
  @Optional(ITEM_IDS_RULE) readonly item_ids?: readonly string[];
  @Optional(EACH_RULE) readonly each?: readonly EachChange[];
  @Optional(FILTER_RULE) readonly filter?: NonNullable<BulkRequest['filter']>;
  @Optional(COUNT_RULE) readonly expected_count?: number;
  @Optional(CHANGES_RULE) readonly changes?: ChangeItemRequest;
  @Optional(STATUS_RULE) readonly status?: Status;
  @Optional(COMMENT_RULE) readonly comment?: string | null;
  @Optional(NOTE_CONTENT_RULE) readonly note?: string;
  @Optional(FLAG_RULE) readonly withdraw?: boolean;
  @Optional(VERSIONS_RULE) readonly versions?: Readonly<Record<string, number>>;
  @Optional(FLAG_RULE) readonly dry_run?: boolean;
}

/** Refuses a body in which the given fields do not fit together. */
export function refuse(...problems: readonly FieldProblem[]): never {
  throw DomainError.invalid(problems);
}
