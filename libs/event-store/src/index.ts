export type { CommandMetadata } from './append';
export { claimOpening, releaseOpening, type Opening } from './claimed-openings';
export {
  CommandIdReused,
  LedgerBusy,
  LedgerMoved,
  NothingToRollBack,
  PrefixTaken,
  RebuildRunning,
} from './errors';
export type { Ledger, NewEvent, RecordedEvent, Timestamp } from './events';
export { forgetAnswers } from './forget';
export type { CommandOutcome, LedgerCommand, LoadedStream, Target } from './commands';
export { LedgerWriter } from './ledger-writer';
export {
  projectionTable,
  upsertOf,
  type EventFacts,
  type Projection,
  type Row,
  type StreamModel,
} from './projection';
export { findLedger, findLedgerByPrefix, nextLedgerId, readLedger, readStream } from './read';
export { rowBatches } from './row-batches';
export { ledgerHealth, type LedgerHealth } from './health';
export { findOwingProjections, installProjections } from './install';
export {
  rebuildProjections,
  rollBackProjections,
  type RebuildProgress,
  type Rebuilt,
} from './rebuild';
export { streamKey } from './load';
export { PART_EVENTS, readStreamParts, type StreamEvent, type StreamPart } from './stream-events';
export { EVENTS_PER_STATE, loadStoredStates, storedStates } from './stored-states';
export { verifyLedgers, type LedgerVerification } from './verify';
export type { ExpectedLedger } from './verify-fill';
