import { LedgerWriter } from '@action-tracker/event-store';
import {
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { JwtModule, JwtService } from '@nestjs/jwt';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from './ledger/clock';
import { AddNoteHandler } from './items/add-note';
import { AmendNoteHandler } from './items/amend-note';
import { ChangeItemHandler } from './items/change-item';
import { ChangeStatusHandler } from './items/change-status';
import { ChangeTrackerHandler } from './trackers/change-tracker';
import { ContinueHistoryHandler } from './imports/continue-history';
import { CreateItemHandler } from './items/create-item';
import { ImportHistoryHandler } from './imports/import-history';
import { ImportItemHandler } from './imports/import-item';
import { ImportLedgerLinesHandler } from './ledger-files/import-ledger-lines';
import { ImportTogetherHandler } from './imports/import-together';
import { ReinstateImportHandler } from './imports/reinstate-import';
import { ApplyRowHandler } from './imports/apply-row';
import { ReadRowStatesHandler } from './imports/row-states';
import { FindTakenBackHandler } from './imports/taken-back';
import { ItemWriter } from './items/item-writer';
import { MERGING } from './merging/merging';
import { OpenTrackerHandler } from './trackers/open-tracker';
import { ReinstateItemHandler } from './items/reinstate-item';
import { WithdrawItemHandler } from './items/withdraw-item';
import { WithdrawNoteHandler } from './items/withdraw-note';
import { ResetSequenceHandler } from './trackers/reset-sequence';
import { Ledgers, ReadLedgers } from './ledger/ledgers';
import { ListItemsHandler } from './items/action-items';
import {
  FindItemsAsJsonHandler,
  FindItemsHandler,
  ReadAllItemsAsJsonHandler,
} from './lists/find-items';
import {
  FindSameImportsHandler,
  ListImportedByOthersHandler,
  ListImportedItemsHandler,
} from './imports/imported-items';
import { FindImportedLogsHandler } from './imports/imported-logs';
import { ItemCounts } from './reports/item-counts';
import { ItemLists } from './lists/item-lists';
import { ListItemEventsHandler } from './items/item-events';
import {
  GetItemAtVersionHandler,
  GetNoteAtVersionHandler,
  GetNoteHandler,
  GetStatusEntryHandler,
} from './items/item-past';
import { CountedItems } from './lists/counted-items';
import { Periods } from './measures/periods';
import { GetBreakdownHandler } from './figures/breakdown';
import { Figures } from './figures/figures';
import { GetSeriesHandler } from './figures/series';
import { GetUntouchedHandler } from './figures/untouched';
import { LedgerHeadsHandler } from './lists/ledger-heads';
import { GetItemHandler } from './items/get-item';
import { LiveItems } from './items/live-item';
import { LiveStates } from './live/live-state';
import { ItemRows } from './moments/item-rows';
import { GetChangesHandler } from './moments/changes';
import { Moments } from './moments/moments';
import { GetTimelineHandler } from './moments/timeline';
import { ReadItemVersionsHandler } from './moments/versions';
import { ListNotesHandler } from './items/notes';
import { ReadNotesOfItemsHandler } from './items/notes-of-items';
import { PROJECTIONS } from './read-tables/projections';
import { GetAgendaHandler } from './agenda/agenda';
import { AgendaItems } from './agenda/agenda-items';
import { GetMinutesHandler } from './agenda/minutes';
import { ChangeReviewHandler } from './reviews/change-review';
import { OpenReviewHandler } from './reviews/open-review';
import { GetReviewAtVersionHandler } from './reviews/review-past';
import { BatchWriter } from './batches/batch-writer';
import { ListBatchesHandler } from './batches/batches';
import { BeginImportHandler, EndImportHandler } from './batches/record-batch';
import { Bulk } from './together/bulk';
import { BulkHandler } from './together/bulk-command';
import { GetJobHandler } from './together/get-job';
import { JobRunner } from './together/job-runner';
import { Jobs } from './together/jobs';
import { Undo } from './together/undo';
import { UndoHandler } from './together/undo-command';
import { UndoStreams } from './together/undo-streams';
import { ReviewWriter } from './reviews/review-writer';
import { GetReviewHandler, ListReviewsHandler } from './reviews/reviews';
import { ReadTables } from './read-tables/read-tables';
import { ListStatusHistoryHandler } from './items/status-history';
import { SavedDashboards, SavedReports, SavedViews } from './saved/kinds';
import { GetSlipsHandler } from './slips/slips';
import { GetSummaryHandler } from './reports/summary';
import { GetTrackerAtVersionHandler } from './trackers/tracker-past';
import { GetTrackerVersionHandler } from './trackers/tracker-version';
import {
  FindTrackerOpenedByHandler,
  GetTrackerHandler,
  ListTrackersHandler,
} from './trackers/trackers';
import { STREAM_MODEL, type StreamState } from './ledger/stream-model';
import { CurrentRights } from './ledger/rights';
import { UndoPermissions } from './together/undo-permissions';
import { VisibleResults } from './together/visible-result';
import { ACCESS, ACCESS_HANDLERS } from './access/access-parts';
import { VisiblePeople } from './people/visible-people';
import { AccessTokens, tokenKey } from './people/access-tokens';
import { PersonalTokens } from './people/personal-tokens';
import { SignIns } from './people/sessions';
import { Users } from './people/user';

export interface TrackingOptions {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  /** Connections for reads; those for writes if unset. */
  readonly reads?: { readonly dataSource: DataSource; readonly pool: Pool };
  readonly clock: Clock;
  readonly jwtSecret: string;
}

const MAX_BATCH = 128;
const MAX_QUEUED = 10_000;
/** A few hundred bytes each; the least recently used items are evicted first. */
const MAX_REMEMBERED = 50_000;

const HANDLERS = [
  OpenTrackerHandler,
  ChangeTrackerHandler,
  ...ACCESS_HANDLERS,
  CreateItemHandler,
  ImportHistoryHandler,
  ContinueHistoryHandler,
  ImportItemHandler,
  ImportLedgerLinesHandler,
  ImportTogetherHandler,
  ReinstateImportHandler,
  ApplyRowHandler,
  ReadRowStatesHandler,
  ChangeItemHandler,
  ChangeStatusHandler,
  AddNoteHandler,
  AmendNoteHandler,
  WithdrawNoteHandler,
  WithdrawItemHandler,
  ReinstateItemHandler,
  OpenReviewHandler,
  ChangeReviewHandler,
  ListReviewsHandler,
  GetReviewHandler,
  GetReviewAtVersionHandler,
  GetAgendaHandler,
  GetMinutesHandler,
  ...MERGING,
  ResetSequenceHandler,
  ListTrackersHandler,
  FindTrackerOpenedByHandler,
  GetTrackerHandler,
  GetTrackerAtVersionHandler,
  GetTrackerVersionHandler,
  ListItemsHandler,
  FindItemsHandler,
  FindItemsAsJsonHandler,
  ReadAllItemsAsJsonHandler,
  GetItemHandler,
  GetItemAtVersionHandler,
  GetNoteHandler,
  GetNoteAtVersionHandler,
  ListNotesHandler,
  ReadNotesOfItemsHandler,
  GetStatusEntryHandler,
  ListStatusHistoryHandler,
  ListItemEventsHandler,
  LedgerHeadsHandler,
  GetSlipsHandler,
  GetSummaryHandler,
  GetSeriesHandler,
  GetBreakdownHandler,
  GetUntouchedHandler,
  GetChangesHandler,
  GetTimelineHandler,
  ReadItemVersionsHandler,
  ListImportedItemsHandler,
  ListImportedByOthersHandler,
  FindSameImportsHandler,
  FindTakenBackHandler,
  FindImportedLogsHandler,
  ListBatchesHandler,
  BeginImportHandler,
  EndImportHandler,
  UndoHandler,
  BulkHandler,
  GetJobHandler,
];

const SAVED = [SavedViews, SavedReports, SavedDashboards];

/** What the API and the command line use besides commands and queries. */
const EXPORTS = [
  CqrsModule,
  JwtModule,
  DataSource,
  Clock,
  Ledgers,
  ReadLedgers,
  ReadTables,
  LedgerWriter,
  Users,
  AccessTokens,
  PersonalTokens,
  SignIns,
  CurrentRights,
  LiveStates,
  Moments,
  JobRunner,
  ...SAVED,
  ...[...ACCESS, VisiblePeople],
];

/** What writes to many items at once. */
const TOGETHER = [BatchWriter, UndoStreams, UndoPermissions, Undo, Bulk, VisibleResults, JobRunner];

const READERS = [
  ...[ItemCounts, ItemLists, CountedItems, Periods, Figures],
  ...[Moments, AgendaItems],
];

/** What signs people and their scripts in. */
const accessOf = (pool: Pool, clock: Clock): readonly Provider[] => [
  {
    provide: AccessTokens,
    useFactory: (jwt: JwtService) => new AccessTokens(jwt, pool),
    inject: [JwtService],
  },
  { provide: PersonalTokens, useValue: new PersonalTokens(pool, clock.now) },
  {
    provide: SignIns,
    useFactory: (tokens: AccessTokens) => new SignIns(pool, tokens),
    inject: [AccessTokens],
  },
];
const PARTS = [
  ReviewWriter,
  VisiblePeople,
  ...ACCESS,
  ...TOGETHER,
  ...SAVED,
  ...READERS,
  ...HANDLERS,
];

/** The application: commands, read models, users. The API and the command line import it. */
@Module({})
export class TrackingModule implements OnApplicationShutdown {
  constructor(private readonly writer: LedgerWriter<StreamState>) {}

  static with({ dataSource, pool, clock, jwtSecret, ...options }: TrackingOptions): DynamicModule {
    const reads = options.reads ?? { dataSource, pool };
    const ledgers = new Ledgers(pool);
    const readLedgers = new ReadLedgers(reads.pool);
    const users = new Users(dataSource);
    const writer = new LedgerWriter(pool, STREAM_MODEL, PROJECTIONS, {
      maxBatch: MAX_BATCH,
      maxQueued: MAX_QUEUED,
      maxCached: MAX_REMEMBERED,
      now: clock.now,
    });
    return {
      module: TrackingModule,
      imports: [CqrsModule.forRoot(), JwtModule.register({ secret: tokenKey(jwtSecret) })],
      providers: [
        { provide: DataSource, useValue: reads.dataSource },
        { provide: Clock, useValue: clock },
        { provide: Ledgers, useValue: ledgers },
        { provide: ReadLedgers, useValue: readLedgers },
        { provide: ReadTables, useValue: new ReadTables(pool) },
        { provide: ItemRows, useValue: new ItemRows(ledgers, clock) },
        { provide: LiveItems, useValue: new LiveItems(readLedgers) },
        { provide: LiveStates, useValue: new LiveStates(readLedgers) },
        { provide: Users, useValue: users },
        { provide: CurrentRights, useValue: new CurrentRights(pool) },
        { provide: LedgerWriter, useValue: writer },
        { provide: ItemWriter, useValue: new ItemWriter(writer, ledgers, users, clock) },
        ...accessOf(pool, clock),
        { provide: Jobs, useValue: new Jobs(pool) },
        ...PARTS,
      ],
      exports: EXPORTS,
    };
  }

  /** Answers every accepted change before the process ends. */
  onApplicationShutdown(): Promise<void> {
    return this.writer.close();
  }
}
