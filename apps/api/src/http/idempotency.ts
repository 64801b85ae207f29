/** Retries: the command id is derived from the caller's key, so the ledger recognises a repeat. */
import { DomainError, shown } from '@action-tracker/domain';
import { v5 as uuidv5 } from 'uuid';

const KEY_FORM = /^[\x21-\x7e]{1,255}$/;
/** Namespace of ids derived from an Idempotency-Key; never change it. */
const NAMESPACE = '5f1d6b0e-3c1a-4d3b-9a56-1f4f0b8f6c11';

export interface KeyedRequest {
  readonly userId: number;
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly key: string | string[] | undefined;
}

/**
 * The command id of a request with an `Idempotency-Key`; without one, a new id.
 *
 * @throws DomainError VALIDATION_ERROR for a key that is not 1 to 255 visible ASCII characters
 */
export function commandIdOf({ userId, method, path, key }: KeyedRequest): string | undefined {
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY_FORM.test(key)) {
    return uuidv5([userId, method, path, key].join('\n'), NAMESPACE);
  }
  const message = `expected 1 to 255 visible ASCII characters, found ${shown(key)}`;
  throw DomainError.invalid([{ field: 'Idempotency-Key', message }]);
}
