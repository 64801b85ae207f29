import {
  findOwingProjections,
  installProjections,
  LedgerWriter,
  rebuildProjections,
  rollBackProjections,
  type Projection,
  type RebuildProgress,
  type Rebuilt,
} from '@action-tracker/event-store';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { JwtModule, JwtService } from '@nestjs/jwt';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { AddNoteHandler } from './commands/add-note';
import { ChangeItemHandler } from './commands/change-item';
import { ChangeStatusHandler } from './commands/change-status';
import { ChangeTrackerHandler } from './commands/change-tracker';
import { ContinueHistoryHandler } from './commands/continue-history';
import { CreateItemHandler } from './commands/create-item';
import { ImportHistoryHandler } from './commands/import-history';
import { ImportItemHandler } from './commands/import-item';
import { ImportLedgerLinesHandler } from './commands/import-ledger-lines';
import { ImportTogetherHandler } from './commands/import-together';
import { ItemWriter } from './commands/item-writer';
import { MergeUsersHandler } from './commands/merge-users';
import { OpenTrackerHandler } from './commands/open-tracker';
import { ResetSequenceHandler } from './commands/reset-sequence';
import { Ledgers, ReadLedgers } from './ledgers';
import { ListItemsHandler } from './read-models/action-items';
import {
  FindItemsAsJsonHandler,
  FindItemsHandler,
  ReadAllItemsAsJsonHandler,
} from './read-models/find-items';
import {
  FindSameImportsHandler,
  ListImportedByOthersHandler,
  ListImportedItemsHandler,
} from './read-models/imported-items';
import { FindImportedLogsHandler } from './read-models/imported-logs';
import { ItemCounts } from './read-models/item-counts';
import { ItemLists } from './read-models/item-lists';
import { ListItemEventsHandler } from './read-models/item-events';
import {
  GetItemAsOfHandler,
  GetItemAtVersionHandler,
  GetNoteHandler,
  GetStatusEntryHandler,
} from './read-models/item-past';
import { LedgerHeadsHandler } from './read-models/ledger-heads';
import { GetItemHandler, LiveItems } from './read-models/live-item';
import { ListNotesHandler } from './read-models/notes';
import { PROJECTIONS } from './read-models/projections';
import { ReadTables } from './read-models/read-tables';
import { ListStatusHistoryHandler } from './read-models/status-history';
import { GetSummaryHandler } from './read-models/summary';
import { GetTrackerAtVersionHandler } from './read-models/tracker-past';
import { GetTrackerVersionHandler } from './read-models/tracker-version';
import {
  FindTrackerOpenedByHandler,
  GetTrackerHandler,
  ListTrackersHandler,
} from './read-models/trackers';
import { STREAM_MODEL, type StreamState } from './stream-model';
import { AccessTokens } from './users/access-tokens';
import { Users } from './users/user';

export interface TrackingOptions {
  readonly dataSource: DataSource;
  readonly pool: Pool;
  /** What answers reads; the same as everything else if unset. */
  readonly reads?: { readonly dataSource: DataSource; readonly pool: Pool };
  readonly clock: Clock;
  readonly jwtSecret: string;
}

const MAX_BATCH = 128;
const MAX_QUEUED = 10_000;
/** Some hundred bytes each; an item is remembered while nobody else's writes push it out. */
const MAX_REMEMBERED = 50_000;

const HANDLERS = [
  OpenTrackerHandler,
  ChangeTrackerHandler,
  CreateItemHandler,
  ImportHistoryHandler,
  ContinueHistoryHandler,
  ImportItemHandler,
  ImportLedgerLinesHandler,
  ImportTogetherHandler,
  ChangeItemHandler,
  ChangeStatusHandler,
  AddNoteHandler,
  MergeUsersHandler,
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
  GetItemAsOfHandler,
  GetItemAtVersionHandler,
  GetNoteHandler,
  ListNotesHandler,
  GetStatusEntryHandler,
  ListStatusHistoryHandler,
  ListItemEventsHandler,
  LedgerHeadsHandler,
  GetSummaryHandler,
  ListImportedItemsHandler,
  ListImportedByOthersHandler,
  FindSameImportsHandler,
  FindImportedLogsHandler,
];

/** What HTTP and the command line use beside commands and queries. */
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
];

const READERS = [ItemCounts, ItemLists];

/** The application: commands, read models, users. HTTP and command line compose it. */
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
      maxRemembered: MAX_REMEMBERED,
      now: clock.now,
    });
    return {
      module: TrackingModule,
      imports: [CqrsModule.forRoot(), JwtModule.register({ secret: jwtSecret })],
      providers: [
        { provide: DataSource, useValue: reads.dataSource },
        { provide: Clock, useValue: clock },
        { provide: Ledgers, useValue: ledgers },
        { provide: ReadLedgers, useValue: readLedgers },
        { provide: ReadTables, useValue: new ReadTables(pool) },
        { provide: LiveItems, useValue: new LiveItems(readLedgers) },
        { provide: Users, useValue: users },
        { provide: LedgerWriter, useValue: writer },
        { provide: ItemWriter, useValue: new ItemWriter(writer, ledgers, users, clock) },
        {
          provide: AccessTokens,
          useFactory: (jwt: JwtService) => new AccessTokens(jwt, pool),
          inject: [JwtService],
        },
        ...READERS,
        ...HANDLERS,
      ],
      exports: EXPORTS,
    };
  }

  /** Every accepted change is answered before the process ends. */
  onApplicationShutdown(): Promise<void> {
    return this.writer.close();
  }
}

/** Creates missing read tables, and fills those that owe entries of the ledger. */
export async function bringReadModelsUpToDate(pool: Pool): Promise<readonly string[]> {
  await installProjections(pool, PROJECTIONS);
  const owing = await findOwingProjections(pool, PROJECTIONS);
  if (owing.length > 0) {
    const whenRunning = 'wait';
    await rebuildProjections({ pool, model: STREAM_MODEL, projections: owing, whenRunning });
  }
  return owing.map(({ name }) => name);
}

/** Names of the read models, in the order in which they are rebuilt. */
export const READ_MODEL_NAMES = PROJECTIONS.map(({ name }) => name);

/** How a rebuild is watched. */
export interface RebuildOptions {
  /** Called after every few hundred events; what it throws ends the work. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Whether to compare the new rows with the live ones before they take their place; off if unset. */
  readonly isCompared?: boolean;
}

/** Rebuilds read models from the first entry of every ledger; all of them without names. */
export const rebuildReadModels = (
  pool: Pool,
  names: readonly string[] = READ_MODEL_NAMES,
  options: RebuildOptions = {},
): Promise<Rebuilt> =>
  rebuildProjections({ pool, model: STREAM_MODEL, projections: named(names), ...options });

/** Goes back to the read models before their last rebuild, with everything written since. */
export const rollBackReadModels = (pool: Pool, names: readonly string[]): Promise<void> =>
  rollBackProjections({ pool, model: STREAM_MODEL, projections: named(names) });

const named = (names: readonly string[]): readonly Projection<StreamState>[] =>
  PROJECTIONS.filter(({ name }) => names.includes(name));
