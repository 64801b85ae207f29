/**
 * A problem with the file, its mapping or its target that prevents the import from starting or
 * continuing. The message says what was expected, what was found and what to do about it.
 */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}
