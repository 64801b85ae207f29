export { claimOpening, releaseOpening, type Opening } from './write/claimed-openings';
export {
  CommandIdReused,
  LedgerBusy,
  LedgerMoved,
  NothingToRollBack,
  PrefixTaken,
  RebuildRunning,
} from './errors';
export type { Ledger, NewEvent, RecordedEvent, Timestamp } from './events';
export { deleteIdempotencyRecords } from './write/idempotency-retention';
export type { CommandOutcome, LedgerCommand, LoadedStream, Target } from './write/commands';
export { LedgerWriter } from './write/ledger-writer';
export {
  projectionTable,
  upsertOf,
  type EventEnvelope,
  type Projection,
  WHEN_WRITTEN,
  type Row,
  type StreamModel,
} from './projection/projection';
export { findLedger, findLedgerByPrefix, nextLedgerId, readLedger, readStream } from './read/read';
export {
  findPositionAt,
  findRecordedPlace,
  findStreamPlaces,
  type FoundPlace,
  type StreamPlace,
  type StreamUpTo,
} from './read/search';
export {
  findBatchStreams,
  readWholeStreams,
  summarizeBatch,
  type BatchStream,
  type EntrySet,
} from './read/batches';
export { rowBatches } from './read/row-batches';
export { ledgerHealth, type LedgerHealth } from './verify/health';
export {
  catchUpHistory,
  findHistoryGaps,
  type CatchUp,
  type HistoryGap,
} from './projection/history';
export { findNewestOwing, findOwingProjections, installProjections } from './projection/install';
export {
  rebuildProjections,
  rollBackProjections,
  type RebuildProgress,
  type Rebuilt,
} from './rebuild/rebuild';
export { inPoolTransaction } from './transaction';
export {
  PART_EVENTS,
  readStreamParts,
  type StreamEvent,
  type StreamPart,
} from './read/stream-events';
export { EVENTS_PER_STATE, loadStoredStates, storedStates } from './projection/stored-states';
export { verifyLedgers, type LedgerVerification } from './verify/verify';
export type { ExpectedLedger } from './verify/verify-fill';
export { streamKey } from './stream-state';
export type { CommandMetadata } from './write/commands';
