// Breaks a rule on purpose: the client's contracts must not reach into the server. The test in
// tools/lint proves that the linter sees it; everything else ignores this folder.
import { LedgerWriter } from '@action-tracker/event-store';

export const forbidden = LedgerWriter;
