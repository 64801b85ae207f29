import type { UndoResult } from '@action-tracker/contracts';
import { DomainError, parseBatchStream } from '@action-tracker/domain';
import { findBatchStreams, type BatchStream, type EntrySet } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { BatchWriter } from '../batches/batch-writer';
import { Ledgers } from '../ledger/ledgers';
import { CurrentRights } from '../ledger/rights';
import type { Scope } from '../ledger/scope';
import type { OnProgress } from './jobs';
import { UndoPermissions } from './undo-permissions';
import { UndoStreams, type UndoneStream, type UndoWrite } from './undo-streams';

/** Small enough to report progress and to let others write in between. */
const CHUNK_STREAMS = 100;

/** Plain JSON, so that another process can continue it. */
export interface UndoOrder extends UndoWrite {
  /** The trackers that the caller sees. */
  readonly trackerIds: readonly number[];
  /** Whose rights count at each step; `null` for the operator, the actor if unset. */
  readonly forUser?: number | null;
}

/** Undoes what one act wrote, of any age and size. */
@Injectable()
export class Undo {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly streams: UndoStreams,
    private readonly batches: BatchWriter,
    private readonly permissions: UndoPermissions,
    private readonly rights: CurrentRights,
  ) {}

  /** The streams that the act has written to. @throws DomainError NOT_FOUND, FORBIDDEN */
  async find(scope: Scope, set: EntrySet): Promise<readonly BatchStream[]> {
    const streams = (await this.read(set)).filter(({ ledgerId }) => scope.sees(ledgerId));
    if (streams.length > 0) {
      const { rights, userId = 0 } = scope;
      await this.permissions.require({ rights, userId, set }, streams);
      return streams;
    }
    const which = 'batch' in set ? `Batch ${set.batch}` : `Command ${set.commandId}`;
    throw new DomainError('NOT_FOUND', `${which} not found`);
  }

  /**
   * Compensates what the act wrote, except where somebody has changed it since. Repeating the same
   * order continues one that was interrupted.
   *
   * @throws DomainError CONFLICT when nothing of it can be undone at all
   */
  async run(order: UndoOrder, onProgress?: OnProgress): Promise<UndoResult> {
    const { trackerIds, set } = order;
    const streams = (await this.read(set)).filter((one) => trackerIds.includes(one.ledgerId));
    await this.begin(order, streams);
    const undone: UndoneStream[] = [];
    for (const chunk of chunksOf(streams)) {
      const [{ ledgerId }] = chunk;
      await this.requireStill(order, chunk);
      undone.push(...(await this.streams.undo(order, ledgerId, chunk)));
      await onProgress?.(undone.length);
    }
    requirePossible(undone);
    await this.end(order, streams);
    return resultOf(order, undone);
  }

  /** The rights of whoever asked may have ended since. @throws DomainError FORBIDDEN */
  private async requireStill(order: UndoOrder, chunk: readonly BatchStream[]): Promise<void> {
    const { forUser, origin, set } = order;
    const rights = await this.rights.ofActor(forUser, origin.actorId);
    await this.permissions.require({ rights, userId: origin.actorId, set }, chunk);
  }

  /** In order of their ledgers, without the streams that only record what the act was. */
  private async read(set: EntrySet): Promise<readonly BatchStream[]> {
    const streams = await findBatchStreams(this.ledgers.pool, set);
    return streams.filter(({ stream }) => parseBatchStream(stream) === undefined);
  }

  private async begin(order: UndoOrder, streams: readonly BatchStream[]): Promise<void> {
    const undoes = streams[0]?.batch ?? null;
    for (const place of placesOf(order, streams)) {
      await this.batches.begin(place, { kind: 'undo', undoes, file: null });
    }
  }

  private async end(order: UndoOrder, streams: readonly BatchStream[]): Promise<void> {
    for (const place of placesOf(order, streams)) await this.batches.end(place);
  }
}

/** Where an undo is recorded as a batch: that of one stream needs no record of its own. */
function placesOf({ batch, origin }: UndoOrder, streams: readonly BatchStream[]) {
  if (batch === null || streams.length < 2) return [];
  const ledgerIds = [...new Set(streams.map(({ ledgerId }) => ledgerId))];
  return ledgerIds.map((ledgerId) => ({ ledgerId, batch, origin }));
}

/** Streams of one ledger each, in order. */
function* chunksOf(
  streams: readonly BatchStream[],
): Generator<readonly [BatchStream, ...BatchStream[]]> {
  for (let from = 0; from < streams.length;) {
    const { ledgerId } = streams[from] ?? {};
    const [first, ...rest] = streams
      .slice(from, from + CHUNK_STREAMS)
      .filter((one) => one.ledgerId === ledgerId);
    if (!first) return;
    yield [first, ...rest];
    from += 1 + rest.length;
  }
}

/** An act that consists only of entries without a way back is refused, with the reasons. */
function requirePossible(undone: readonly UndoneStream[]): void {
  const isPossible = undone.some(
    ({ impossible, item }) =>
      impossible.length === 0 || item.done.length + item.conflicts.length > 0,
  );
  if (isPossible) return;
  const reasons = [...new Set(undone.flatMap(({ impossible }) => impossible))].join('; ');
  throw new DomainError('CONFLICT', `Expected an act that can be undone, found none: ${reasons}`);
}

function resultOf({ batch }: UndoOrder, undone: readonly UndoneStream[]): UndoResult {
  const items = undone.map(({ item }) => item);
  return {
    dry_run: batch === null,
    batch,
    done: items.reduce((sum, { done }) => sum + done.length, 0),
    conflicts: items.reduce((sum, { conflicts }) => sum + conflicts.length, 0),
    items,
  };
}
