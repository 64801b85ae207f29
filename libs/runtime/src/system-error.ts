/**
 * The code of an error of the operating system or of PostgreSQL, like `ENOSPC` or `53100`. It asks for
 * no class: errors of Node's own modules may belong to another realm than this file.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message);
  }
  return String(error);
}
