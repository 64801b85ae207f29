/** Parameters of several capabilities: what a path, a query string or a header may say. */
import { ITEM_ID_PATTERN } from '@action-tracker/domain';
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

/** A filter that may be given more than once: any of its values will do. */
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

export const ITEM_ID: Parameter = {
  name: 'itemId',
  in: 'path',
  description: 'Id of an action item',
  schema: { type: 'string', pattern: ITEM_ID_PATTERN },
};

/** `/go/ad-1` is a form that people write into mails. */
export const LOOSE_ITEM_ID: Parameter = { ...ITEM_ID, schema: { type: 'string', minLength: 1 } };

export const TRACKER_FILTER = repeatable('tracker_id', 'Only items of this tracker', ID);

export const IF_NONE_MATCH = header('If-None-Match', 'ETags that the caller has', {
  type: 'string',
});

export const IF_MATCH = header('If-Match', 'ETags of which it must still have one, or *', {
  type: 'string',
});

export const IDEMPOTENCY_KEY = header(
  'Idempotency-Key',
  'The same key with the same request again gives the first answer, and writes nothing',
  { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
);
