/** Ends a `switch` over a union, so that a missing case does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Expected every case to be handled, found ${JSON.stringify(value)}`);
}
