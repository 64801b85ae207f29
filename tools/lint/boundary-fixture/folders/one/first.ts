// Breaks a rule on purpose: no file imports itself, but the folders import each other. The test in
// tools/lint proves that the linter sees it; everything else ignores this folder.
import type { Other } from '../other/other';

export interface First {
  readonly other: Other | undefined;
}
