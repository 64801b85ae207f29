export {
  CommandIdReused,
  forgetAnswers,
  LedgerBusy,
  LedgerWriter,
  NothingToRollBack,
  RebuildRunning,
  type HistoryGap,
  type LedgerVerification,
} from '@action-tracker/event-store';
export { Clock } from './clock';
export { Ledgers, ReadLedgers } from './ledgers';
export { AddNoteCommand } from './commands/add-note';
export { ChangeItemCommand } from './commands/change-item';
export { ChangeStatusCommand } from './commands/change-status';
export { ChangeTrackerCommand } from './commands/change-tracker';
export { ContinueHistoryCommand } from './commands/continue-history';
export { CreateItemCommand } from './commands/create-item';
export { ImportLedgerLinesCommand, type ImportedLedger } from './commands/import-ledger-lines';
export {
  replayLine,
  UNTOUCHED,
  type LedgerLine,
  type ReplayedStream,
} from './commands/replay-line';
export { ImportHistoryCommand, type HistoryStep } from './commands/import-history';
export { ImportItemCommand, type ImportTimes } from './commands/import-item';
export { ImportTogetherCommand } from './commands/import-together';
export { MergeUsersCommand, type UserMerge } from './commands/merge-users';
export { OpenTrackerCommand } from './commands/open-tracker';
export type { ExpectedVersions, Origin } from './commands/origin';
export { ResetSequenceCommand } from './commands/reset-sequence';
export { ListItems } from './read-models/action-items';
export {
  FindItems,
  FindItemsAsJson,
  listedItem,
  ReadAllItemsAsJson,
} from './read-models/find-items';
export type { ItemFilter } from './read-models/item-lists';
export { fillHistory, historyGaps } from './read-models/histories';
export {
  FindSameImports,
  ListImportedByOthers,
  ListImportedItems,
} from './read-models/imported-items';
export { FindImportedLogs, type FoundLog, type ItemLog } from './read-models/imported-logs';
export { exportLedger, type LedgerFileHeader } from './read-models/ledger-file';
export {
  inTodaysForm,
  isSameLine,
  readLedgerFileHeader,
  readLedgerLine,
} from './read-models/read-ledger-file';
export type { EntryPart } from './read-models/entry-page';
export { ListItemEvents, type EventsPart } from './read-models/item-events';
export {
  AXES,
  GetItemAsOf,
  GetItemAtVersion,
  GetNote,
  GetStatusEntry,
  type Axis,
} from './read-models/item-past';
export { ListNotes } from './read-models/notes';
export { ListStatusHistory } from './read-models/status-history';
export { GetItem } from './read-models/live-item';
export { LedgerHeads, type Scope } from './read-models/ledger-heads';
export { ReadTables } from './read-models/read-tables';
export { GetSummary } from './read-models/summary';
export { GetTrackerVersion } from './read-models/tracker-version';
export { GetTrackerAtVersion } from './read-models/tracker-past';
export { FindTrackerOpenedBy, GetTracker, ListTrackers } from './read-models/trackers';
export { readModelHealth, verifyReadModels } from './read-models/verify';
export {
  bringReadModelsUpToDate,
  READ_MODEL_NAMES,
  rebuildReadModels,
  rollBackReadModels,
  TrackingModule,
} from './tracking.module';
export {
  AccessTokens,
  SESSION_SECONDS,
  TOKEN_ALGORITHM,
  type TokenClaims,
} from './users/access-tokens';
export {
  IMPORT_EMAIL_DOMAIN,
  isEmail,
  isImported,
  nameKey,
  USER_ENTITY,
  Users,
  type NewUser,
} from './users/user';
