import type { Second } from '../one/second';

export interface Other {
  readonly second: Second;
}
