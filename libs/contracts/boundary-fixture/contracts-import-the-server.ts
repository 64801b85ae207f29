// Breaks a rule on purpose: the client's contracts must not import the server. The test in
// tools/lint proves that the linter reports it; everything else ignores this folder.
import { LedgerWriter } from '@action-tracker/event-store';

export const forbidden = LedgerWriter;
