/** The tracker that an import goes to: found, opened, or pretended by a dry run. */
import type { User } from '@action-tracker/contracts';
import { PREFIX_RULE } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import { ListItems, ListTrackers, OpenTrackerCommand } from '@action-tracker/tracking';
import type { Session } from '../session';
import type { ImportRequest } from './import-file';
import { pretendToWrite, writeToLedger, type WriteRows } from './row-writers';

export interface ImportTracker {
  /** 0 for one that a dry run pretends to open. */
  readonly id: number;
  readonly isNew: boolean;
  readonly write: WriteRows;
}

export interface ImportOrigin {
  readonly writer: Pick<User, 'id'>;
  readonly correlationId: string;
}

/** @throws OperatorError when there is no such tracker and none is to be opened. */
export async function prepareTracker(
  session: Session,
  request: ImportRequest,
  origin: ImportOrigin,
): Promise<ImportTracker> {
  const { tracker: prefix, isDryRun } = request;
  const problem = PREFIX_RULE.problem(prefix);
  if (problem) throw new OperatorError(`--tracker: ${problem}`);
  const trackers = await session.queries.execute(new ListTrackers());
  const found = trackers.find((tracker) => tracker.prefix === prefix);
  if (!found) requireName(request);
  if (isDryRun) {
    const items = found ? await session.queries.execute(new ListItems(found.id)) : [];
    const numbers = new Set(items.map(({ number }) => number));
    const write = pretendToWrite(prefix, { numbers, nextNumber: found?.next_number ?? 1 });
    return { id: found?.id ?? 0, isNew: !found, write };
  }
  const id = found?.id ?? (await open(session, request, origin));
  return { id, isNew: !found, write: writeToLedger(session.commands, id) };
}

function requireName({ tracker, newTrackerName }: ImportRequest): void {
  if (newTrackerName !== undefined) return;
  throw new OperatorError(
    `Expected the prefix of a tracker, found ${tracker}, which none has. ` +
      'Open it with the import: --create-tracker "Name of the tracker"',
  );
}

function open(
  { commands }: Session,
  { tracker: prefix, newTrackerName }: ImportRequest,
  { writer, correlationId }: ImportOrigin,
): Promise<number> {
  const input = { prefix, name: newTrackerName ?? prefix, description: null };
  const origin = { actorId: writer.id, channel: 'import', correlationId } as const;
  return commands.execute(new OpenTrackerCommand(input, origin));
}
