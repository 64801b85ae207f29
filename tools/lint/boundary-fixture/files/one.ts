// Breaks a rule on purpose: two files import types of each other. The test in tools/lint proves that the
// linter sees it; everything else ignores this folder.
import type { Other } from './other';

export interface One {
  readonly other: Other | undefined;
}
