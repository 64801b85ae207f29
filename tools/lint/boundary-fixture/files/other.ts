import type { One } from './one';

export interface Other {
  readonly one: One | undefined;
}
