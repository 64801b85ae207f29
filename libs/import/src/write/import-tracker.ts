/**
 * The target tracker of an import: existing, opened with the first item, or simulated by a dry run.
 */
import type { TrackerSummary, User } from '@action-tracker/contracts';
import { DomainError, PREFIX_RULE } from '@action-tracker/domain';
import { ListItems, ListTrackers, OpenTrackerCommand } from '@action-tracker/tracking';
import type { ImportApplication } from '../application';
import { ImportRefused } from '../import-refused';
import type { ImportRequest } from './import-request';
import { pretendToWrite, writeToLedger, type WriteRows } from './row-writers';

export interface ImportTracker {
  /** 0 until it exists. */
  readonly id: number;
  /** Whether this import opened it, or a dry run would. */
  readonly isNew: boolean;
  /** The highest number used; 0 if none. */
  readonly highestNumber: number;
  readonly write: WriteRows;
}

export interface ImportOrigin {
  readonly writer: Pick<User, 'id'>;
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
    write: (plans) => {
      hasItems ||= plans.length > 0;
      return pretend(plans);
    },
  };
}

/** Opens the tracker with the first write, so that a file without importable rows opens none. */
class LazyTracker implements ImportTracker {
  id: number;
  isNew = false;
  readonly highestNumber: number;

  constructor(
    private readonly application: ImportApplication,
    private readonly request: ImportRequest,
    private readonly origin: ImportOrigin & { readonly found: TrackerSummary | undefined },
  ) {
    this.id = origin.found?.id ?? 0;
    this.highestNumber = (origin.found?.next_number ?? 1) - 1;
  }

  readonly write: WriteRows = async (plans) => {
    if (plans.length === 0) return [];
    if (this.id === 0) await this.open();
    const { correlationId } = this.origin;
    return writeToLedger(this.application, { trackerId: this.id, correlationId })(plans);
  };

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
