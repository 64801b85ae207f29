import type { FileFlaw } from '@action-tracker/contracts';

/**
 * A problem with the file, its mapping or its target that prevents the import from starting or
 * continuing. The message says what was expected, what was found and what to do about it.
 */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';

  /** @param flaw of a file that cannot be read, for the client to say in its language */
  constructor(
    message: string,
    readonly flaw?: FileFlaw | undefined,
  ) {
    super(message);
  }
}
