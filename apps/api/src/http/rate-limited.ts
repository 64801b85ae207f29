/** More requests in a minute than one caller may send. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';

  constructor(
    readonly max: number,
    readonly retryAfterSeconds: number,
  ) {
    super(`Expected at most ${max} a minute; try again in ${retryAfterSeconds} seconds`);
  }
}
