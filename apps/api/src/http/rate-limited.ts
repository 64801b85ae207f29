/** A caller exceeded the requests per minute. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  constructor(
    readonly max: number,
    readonly retryAfterSeconds: number,
  ) {
    super(`Expected at most ${max} a minute; try again in ${retryAfterSeconds} seconds`);
  }
}
