// Breaks a rule on purpose: a platform folder imports a feature. The test in tools/lint proves that the
// linter sees it; everything else ignores this folder.
import type { Tracker } from '../../trackers/tracker';

export type Named = Tracker;
