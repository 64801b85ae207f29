export {
  CommandIdReused,
  deleteIdempotencyRecords,
  LedgerBusy,
  LedgerWriter,
  NothingToRollBack,
  RebuildRunning,
  type EntrySet,
  type HistoryGap,
  type LedgerVerification,
} from '@action-tracker/event-store';
export { Clock } from './ledger/clock';
export { Ledgers, ReadLedgers } from './ledger/ledgers';
export { CurrentRights, Rights } from './ledger/rights';
export { Scope, type PastMoment } from './ledger/scope';
export { ChangeAccessCommand } from './access/change-access';
export { ChangeOrganisationCommand } from './access/change-organisation';
export { ChangePersonCommand } from './access/change-person';
export { FirstAdmin } from './access/first-admin';
export { Invitations } from './access/invitations';
export { Permissions, requireInTracker, requireOnSite } from './access/permissions';
export { ListMembers } from './access/tracker-access';
export { VisiblePeople } from './people/visible-people';
export type { SignedInUser } from './people/token-users';
export { AddNoteCommand } from './items/add-note';
export { AmendNoteCommand } from './items/amend-note';
export { ReinstateItemCommand } from './items/reinstate-item';
export { WithdrawItemCommand } from './items/withdraw-item';
export { WithdrawNoteCommand } from './items/withdraw-note';
export { ChangeItemCommand } from './items/change-item';
export { ChangeStatusCommand } from './items/change-status';
export { ChangeTrackerCommand } from './trackers/change-tracker';
export { ContinueHistoryCommand } from './imports/continue-history';
export { CreateItemCommand } from './items/create-item';
export { ImportLedgerLinesCommand, type ImportedLedger } from './ledger-files/import-ledger-lines';
export {
  replayLine,
  UNTOUCHED,
  type LedgerLine,
  type ReplayedStream,
} from './ledger-files/replay-line';
export { ImportHistoryCommand, type HistoryStep } from './imports/import-history';
export { ImportItemCommand, type ImportTimes, type NoteOrigin } from './imports/import-item';
export { ImportTogetherCommand } from './imports/import-together';
export { ReinstateImportCommand } from './imports/reinstate-import';
export { ApplyRowCommand, type RowChange } from './imports/apply-row';
export { ReadRowStates, type RowState } from './imports/row-states';
export { FindTakenBack, type TakenBack } from './imports/taken-back';
export { MergePersonCommand } from './merging/merge-person';
export { MergeUsersCommand, type UserMerge } from './merging/merge-users';
export { OpenTrackerCommand } from './trackers/open-tracker';
export type { ExpectedVersions, Origin } from './ledger/origin';
export { ResetSequenceCommand } from './trackers/reset-sequence';
export { ListItems } from './items/action-items';
export { FindItems, FindItemsAsJson, listedItem, ReadAllItemsAsJson } from './lists/find-items';
export type { CountedBy, ItemFilter } from './lists/item-filter';
export { fillHistory, historyGaps } from './read-tables/histories';
export { FindSameImports, ListImportedByOthers, ListImportedItems } from './imports/imported-items';
export { FindImportedLogs, type FoundLog, type ItemLog } from './imports/imported-logs';
export { exportLedger, type LedgerFileHeader } from './ledger-files/ledger-file';
export {
  inTodaysForm,
  isSameLine,
  readLedgerFileHeader,
  readLedgerLine,
} from './ledger-files/read-ledger-file';
export type { EntryPart } from './ledger/entry-page';
export { ListItemEvents, type EventsPart } from './items/item-events';
export { GetItemAtVersion, GetNote, GetNoteAtVersion, GetStatusEntry } from './items/item-past';
export { ListNotes } from './items/notes';
export { ReadNotesOfItems } from './items/notes-of-items';
export { ListStatusHistory } from './items/status-history';
export { ListBatches } from './batches/batches';
export { BeginImportCommand, EndImportCommand } from './batches/record-batch';
export type { AskedItem } from './together/bulk';
export { BulkCommand, type BulkInput, type BulkItems } from './together/bulk-command';
export type { BulkChange } from './together/bulk-change';
export { GetJob } from './together/get-job';
export { JobRunner, type JobWork } from './together/job-runner';
export type { Started } from './together/started';
export { deleteEndedJobs } from './together/jobs';
export { UndoCommand } from './together/undo-command';
export { GetItem } from './items/get-item';
export { PastNotReady } from './moments/item-rows';
export { GetChanges } from './moments/changes';
export { momentOnWire, Moments, type Span } from './moments/moments';
export { GetTimeline } from './moments/timeline';
export { ReadItemVersions } from './moments/versions';
export { LiveStates } from './live/live-state';
export { LedgerHeads, type ListCover } from './lists/ledger-heads';
export { GetAgenda } from './agenda/agenda';
export { GetMinutes } from './agenda/minutes';
export { minutesPage } from './agenda/minutes-page';
export { minutesText } from './agenda/minutes-text';
export { MINUTES_LANGUAGES, type MinutesLanguage } from './agenda/minutes-texts';
export { ChangeReviewCommand } from './reviews/change-review';
export { OpenReviewCommand } from './reviews/open-review';
export { GetReviewAtVersion } from './reviews/review-past';
export { GetReview, ListReviews } from './reviews/reviews';
export { ReadTables } from './read-tables/read-tables';
export { deleteRequestAnswers } from './requests/answer-once';
export { SavedDashboards, SavedReports, SavedViews } from './saved/kinds';
export type { SavedWrite } from './saved/saved-pages';
export type { SavedContent } from './saved/saved-rows';
export { GetSlips } from './slips/slips';
export { GetBreakdown, type AskedBreakdown } from './figures/breakdown';
export { GetUntouched } from './figures/untouched';
export { GetSeries, type AskedSeries } from './figures/series';
export { GetSummary } from './reports/summary';
export { GetTrackerVersion } from './trackers/tracker-version';
export { GetTrackerAtVersion } from './trackers/tracker-past';
export { FindTrackerOpenedBy, GetTracker, ListTrackers } from './trackers/trackers';
export { readModelHealth, verifyReadModels } from './read-tables/verify';
export {
  bringReadModelsUpToDate,
  READ_MODEL_NAMES,
  rebuildReadModels,
  repairReadModels,
  rollBackReadModels,
} from './read-tables/rebuild';
export { TrackingModule } from './tracking.module';
export {
  AccessTokens,
  SESSION_SECONDS,
  type Session,
  TOKEN_ALGORITHM,
  type TokenClaims,
  tokenKey,
} from './people/access-tokens';
export {
  isPersonalToken,
  PersonalTokens,
  type TokenUse,
  type UsedToken,
} from './people/personal-tokens';
export { SignIns } from './people/sessions';
export { TOKEN_RULES } from './people/token-rules';
export {
  IMPORT_EMAIL_DOMAIN,
  isEmail,
  isImported,
  nameKey,
  USER_ENTITY,
  Users,
  type NewUser,
} from './people/user';
