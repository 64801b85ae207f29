/** Thrown when the caller aborts an import. The message says what that means for the ledger. */
export class ImportAborted extends Error {
  override readonly name = 'ImportAborted';
}

/** The message of an import that was aborted before it wrote anything. */
export const NOTHING_WRITTEN = 'nothing was written.';

/**
 * Stops an import that the caller has aborted, at a point where stopping is safe.
 *
 * @throws ImportAborted with the consequence when the caller has aborted
 */
export function stopIfAborted({ aborted }: AbortSignal, consequence: string): void {
  if (aborted) throw new ImportAborted(consequence);
}
