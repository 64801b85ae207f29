export type { CommandMetadata } from './append';
export type { HistoryCommand } from './append-history';
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
export {
  LedgerWriter,
  type CommandOutcome,
  type LedgerCommand,
  type LoadedStream,
  type Target,
} from './ledger-writer';
export {
  projectionTable,
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
export { PART_EVENTS, readStreamParts, type StreamEvent, type StreamPart } from './stream-events';
export { verifyLedgers, type LedgerVerification } from './verify';
export type { ExpectedLedger } from './verify-fill';
