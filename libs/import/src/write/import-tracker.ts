/**
 * The target tracker of an import: existing, opened with the first item, or simulated by a dry run.
 */
import type { TrackerSummary, User } from '@action-tracker/contracts';
import {
  DomainError,
  FIRST_CATEGORIES,
  PREFIX_RULE,
  type TrackerCategory,
} from '@action-tracker/domain';
import {
  BeginImportCommand,
  EndImportCommand,
  ListItems,
  ListTrackers,
  OpenTrackerCommand,
} from '@action-tracker/tracking';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportApplication } from '../application';
import { ImportRefused } from '../import-refused';
import type { SourceFile } from '../read/source-file';
import type { ImportRequest } from './import-request';
import { pretendToWrite, writeToLedger, type WriteRows } from './row-writers';

export interface ImportTracker {
  /** 0 until it exists. */
  readonly id: number;
  /** Whether this import opened it, or a dry run would. */
  readonly isNew: boolean;
  /** The highest number used; 0 if none. */
  readonly highestNumber: number;
  readonly categories: readonly TrackerCategory[];
  readonly write: WriteRows;
  /** Records in the ledger what the import has written; nothing if it has not written. */
  finish(): Promise<void>;
}

export interface ImportOrigin {
  readonly writer: Pick<User, 'id'>;
  /** Also the batch of everything that the import writes. */
  readonly correlationId: string;
}

/** @throws ImportRefused when the tracker does not exist and must not be opened */
export async function prepareTracker(
  application: ImportApplication,
  request: ImportRequest,
  origin: ImportOrigin,
): Promise<ImportTracker> {
  const { tracker: prefix, isDryRun, advice } = request;
  const problem = PREFIX_RULE.problem(prefix);
  if (problem) throw new ImportRefused(`${advice.trackerField}: ${problem}`);
  const found = await findTracker(application, prefix);
  if (!found) requireName(request);
  if (found?.archived === true) {
    throw new ImportRefused(`Expected an open tracker, found ${prefix}, which is archived`);
  }
  return isDryRun
    ? pretendedTracker(application, prefix, found)
    : new LazyTracker(application, request, { ...origin, found });
}

async function findTracker({ queries, scope }: ImportApplication, prefix: string) {
  const trackers = await queries.execute(new ListTrackers(scope));
  return trackers.find((tracker) => tracker.prefix === prefix);
}

async function pretendedTracker(
  application: ImportApplication,
  prefix: string,
  found: TrackerSummary | undefined,
): Promise<ImportTracker> {
  const items = found
    ? await application.queries.execute(new ListItems(application.scope, found.id))
    : [];
  const numbers = new Set(items.map(({ number }) => number));
  const nextNumber = found?.next_number ?? 1;
  const pretend = pretendToWrite(prefix, { numbers, nextNumber });
  let hasItems = false;
  return {
    id: found?.id ?? 0,
    get isNew() {
      return !found && hasItems;
    },
    highestNumber: nextNumber - 1,
    categories: found?.categories ?? FIRST_CATEGORIES,
    write: (plans) => {
      hasItems ||= plans.length > 0;
      return pretend(plans);
    },
    finish: () => Promise.resolve(),
  };
}

/** Opens the tracker with the first write, so that a file without importable rows opens none. */
class LazyTracker implements ImportTracker {
  id: number;
  isNew = false;
  private hasBegun = false;
  readonly highestNumber: number;
  readonly categories: readonly TrackerCategory[];

  constructor(
    private readonly application: ImportApplication,
    private readonly request: ImportRequest,
    private readonly origin: ImportOrigin & { readonly found: TrackerSummary | undefined },
  ) {
    this.id = origin.found?.id ?? 0;
    this.highestNumber = (origin.found?.next_number ?? 1) - 1;
    this.categories = origin.found?.categories ?? FIRST_CATEGORIES;
  }

  readonly write: WriteRows = async (plans) => {
    if (plans.length === 0) return [];
    if (this.id === 0) await this.open();
    if (!this.hasBegun) await this.begin();
    const { correlationId } = this.origin;
    return writeToLedger(this.application, { trackerId: this.id, correlationId })(plans);
  };

  async finish(): Promise<void> {
    if (!this.hasBegun) return;
    await this.application.commands.execute(new EndImportCommand(this.batch));
  }

  private async begin(): Promise<void> {
    const { file } = this.request;
    const begun = { name: basename(file.name), sha256: await sha256Of(file) };
    await this.application.commands.execute(new BeginImportCommand({ ...this.batch, file: begun }));
    this.hasBegun = true;
  }

  private get batch() {
    const { writer, correlationId } = this.origin;
    const origin = { actorId: writer.id, channel: 'import', correlationId } as const;
    return { trackerId: this.id, batch: correlationId, origin };
  }

  private async open(): Promise<void> {
    const { tracker: prefix, newTrackerName } = this.request;
    const { writer, correlationId } = this.origin;
    const input = { prefix, name: newTrackerName ?? prefix, description: null };
    const origin = { actorId: writer.id, channel: 'import', correlationId } as const;
    try {
      this.id = await this.application.commands.execute(new OpenTrackerCommand(input, origin));
      this.isNew = true;
    } catch (error) {
      // A concurrent import of the same file may have opened it first.
      const opened = error instanceof DomainError && (await findTracker(this.application, prefix));
      if (!opened) throw error;
      this.id = opened.id;
    }
  }
}

function requireName({ tracker, newTrackerName, advice }: ImportRequest): void {
  if (newTrackerName !== undefined) return;
  throw new ImportRefused(
    `Expected the prefix of a tracker, found ${tracker}, which no tracker has. ${advice.openTracker}`,
  );
}

async function sha256Of(file: SourceFile): Promise<string> {
  const sum = createHash('sha256');
  for await (const bytes of file.read()) sum.update(bytes);
  return sum.digest('hex');
}
