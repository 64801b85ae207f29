/** Thrown by an import that its caller has ended. The message says what that means for the ledger. */
export class ImportAborted extends Error {
  override readonly name = 'ImportAborted';
}

/** The message of an import that was ended before it wrote anything. */
export const NOTHING_WRITTEN = 'nothing was written.';

/**
 * Ends an import at a place where it may end.
 *
 * @throws ImportAborted with the consequence when the caller has asked for it
 */
export function stopIfAborted({ aborted }: AbortSignal, consequence: string): void {
  if (aborted) throw new ImportAborted(consequence);
}
