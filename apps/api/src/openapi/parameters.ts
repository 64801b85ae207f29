/** Parameters shared by several capabilities: path, query string and headers. */
import { AXES, ITEM_ID_PATTERN, MOMENT_FORMS } from '@action-tracker/domain';
import type { JsonSchema } from './schema';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: JsonSchema;
}

export const queryParameter = (
  name: string,
  description: string,
  schema: JsonSchema,
): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
});

/** A filter that may be repeated; any of its values matches. */
export const repeatable = (name: string, description: string, items: JsonSchema): Parameter =>
  queryParameter(name, `${description}; may be repeated`, { type: 'array', items });

const header = (name: string, description: string, schema: JsonSchema): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
});

export const ID: JsonSchema = { type: 'integer', minimum: 1, maximum: 999_999_999 };

export const TRACKER_ID: Parameter = {
  name: 'trackerId',
  in: 'path',
  description: 'Id of a tracker',
  schema: ID,
};

/** A UUID in a path. */
export const uuidInPath = (name: string, description: string): Parameter => ({
  name,
  in: 'path',
  description,
  schema: { type: 'string', format: 'uuid' },
});

export const JOB_ID = uuidInPath('jobId', 'Id of a job, from the answer that started it');

export const REVIEW_NUMBER: Parameter = {
  name: 'number',
  in: 'path',
  description: 'Number of a review of the tracker',
  schema: ID,
};

export const USER_ID: Parameter = {
  name: 'userId',
  in: 'path',
  description: 'Id of a user',
  schema: ID,
};

export const ITEM_ID: Parameter = {
  name: 'itemId',
  in: 'path',
  description: 'Id of an action item',
  schema: { type: 'string', pattern: ITEM_ID_PATTERN },
};

export const NOTE_ENTRY: Parameter = {
  name: 'entry',
  in: 'path',
  description: 'Entry of a note of the item',
  schema: ID,
};

/** People write `/go/ad-1` in mails. */
export const LOOSE_ITEM_ID: Parameter = { ...ITEM_ID, schema: { type: 'string', minLength: 1 } };

export const TRACKER_FILTER = repeatable('tracker_id', 'Only items of this tracker', ID);

export const IF_NONE_MATCH = header('If-None-Match', 'ETags of the cached response', {
  type: 'string',
});

export const IF_MATCH = header('If-Match', 'ETags of the expected version, or *', {
  type: 'string',
});

export const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'Repeating a request with the same key returns the first response and writes nothing',
  { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
);

/** What "by then" means. */
export const AXIS = queryParameter(
  'axis',
  'What had happened by then, or what had been recorded by then; positions and reviews have no axis',
  { type: 'string', enum: AXES, default: 'occurred' },
);

/** Of every route that can answer as of a moment in the past. */
export const AS_OF: readonly Parameter[] = [
  queryParameter('as_of', `The moment in the past as of which to answer: ${MOMENT_FORMS}`, {
    type: 'string',
    minLength: 1,
  }),
  AXIS,
];
