/**
 * A problem with a file, its mapping or its target that keeps the import from starting, or from going on.
 * The message says what was expected, what was found and what to do about it.
 */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}
