import { TestEnvironment } from 'jest-environment-jsdom';

let shared;

/** The one page of a worker, in which the specs of the client run one file after the other. */
export default class ClientEnvironment extends TestEnvironment {
  constructor(config, context) {
    // Each window has its own realm, in which all modules would have to be loaded again.
    if (shared) return shared;
    super(config, context);
    shared = this;
  }

  /** The next file needs it. */
  async teardown() {}
}
