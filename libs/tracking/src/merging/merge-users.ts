import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import { DataSource } from 'typeorm';
import { BatchWriter } from '../batches/batch-writer';
import { ItemWriter } from '../items/item-writer';
import { commandIdIn, type Origin } from '../ledger/origin';
import { ARCHIVED } from '../ledger/rights';
import { Users } from '../people/user';
import { MergeStanding, type MergedRole } from './merge-standing';

/** The effect of a merge, or of its dry run. */
export interface UserMerge {
  /** Whether the users were already merged, so that at most items are left to reassign. */
  readonly isMerged: boolean;
  /** Ids of items that were, or would be, reassigned. */
  readonly items: readonly string[];
  /** Ids of items of archived trackers, which are left until it is repeated with the tracker open. */
  readonly archivedItems: readonly string[];
  /** The roles that the first user had in trackers, as the other one has them then. */
  readonly roles: readonly MergedRole[];
}

/**
 * Merges one user into another. Existing entries stay unchanged; items owned by the first user are
 * reassigned, each by an ordinary change by whoever merges, all as one batch, which can be undone.
 * Roles in trackers move to the other user. After an interruption, repeating it finishes.
 */
export class MergeUsersCommand extends Command<UserMerge> {
  constructor(
    readonly from: User,
    readonly into: User,
    readonly origin: Omit<Origin, 'commandId'>,
    readonly isDryRun = false,
  ) {
    super();
  }
}

/** Items by whether their tracker takes changes. */
type ItemsOf = 'open trackers' | 'archived trackers';

interface OwnedItem {
  readonly id: string;
  readonly trackerId: number;
  readonly version: number;
}

/** Who gets the items, and the batch of which each change is a part. */
interface Reassignment {
  readonly fromId: number;
  readonly intoId: number;
  readonly origin: Omit<Origin, 'commandId'> & { readonly batch: string };
}

/** Written at the same time, so that they share statements. */
const CHUNK_ITEMS = 100;

@CommandHandler(MergeUsersCommand)
export class MergeUsersHandler implements ICommandHandler<MergeUsersCommand> {
  constructor(
    private readonly users: Users,
    private readonly items: ItemWriter,
    private readonly batches: BatchWriter,
    private readonly standing: MergeStanding,
    private readonly database: DataSource,
  ) {}

  /**
   * @throws DomainError CONFLICT when one of them is part of another merge, nobody would be an admin
   *   afterwards, or a guest a manager; VALIDATION_ERROR for one user
   */
  async execute({ from, into, origin, isDryRun }: MergeUsersCommand): Promise<UserMerge> {
    requireDifferent(from, into);
    const isMerged = from.merged_into_id === into.id;
    const [fromId, intoId] = [from.id, into.id];
    const roles = await this.standing.requireMergeable(fromId, intoId);
    if (isDryRun) {
      const owned = await this.ownedBy(fromId, intoId);
      const items = owned.map(({ id }) => id);
      return { isMerged, items, archivedItems: await this.archivedOf(fromId, intoId), roles };
    }
    await this.users.merge(fromId, intoId);
    await this.standing.move(fromId, intoId, origin);
    const batch = origin.batch ?? randomUUIDv7();
    const items = await this.reassignAll({ fromId, intoId, origin: { ...origin, batch } });
    return { isMerged, items, archivedItems: await this.archivedOf(fromId, intoId), roles };
  }

  private async archivedOf(fromId: number, intoId: number): Promise<readonly string[]> {
    return (await this.ownedBy(fromId, intoId, 'archived trackers')).map(({ id }) => id);
  }

  /** Retries an item that changes concurrently, because its owner may have changed. */
  private async reassignAll(reassignment: Reassignment): Promise<readonly string[]> {
    const { fromId, intoId, origin } = reassignment;
    const trackers = new Set<number>();
    const reassigned: string[] = [];
    for (;;) {
      const owned = await this.ownedBy(fromId, intoId);
      if (owned.length === 0) break;
      const ids = owned.map(({ trackerId }) => trackerId);
      const found = new Set(ids.filter((id) => !trackers.has(id)));
      for (const ledgerId of found) await this.begin(ledgerId, origin);
      for (const ledgerId of found) trackers.add(ledgerId);
      reassigned.push(...(await this.reassign(owned.slice(0, CHUNK_ITEMS), reassignment)));
    }
    for (const ledgerId of trackers) {
      await this.batches.end({ ledgerId, batch: origin.batch, origin });
    }
    return reassigned;
  }

  private begin(ledgerId: number, origin: Reassignment['origin']): Promise<void> {
    const { batch } = origin;
    const details = { kind: 'bulk', undoes: null, file: null } as const;
    return this.batches.begin({ ledgerId, batch, origin }, details);
  }

  /** Items in use, owned by any user who is, or will be, merged into the same person. */
  private ownedBy(
    fromId: number,
    intoId: number,
    itemsOf: ItemsOf = 'open trackers',
  ): Promise<readonly OwnedItem[]> {
    return this.database.query<OwnedItem[]>(
      `SELECT i.id, i.tracker_id AS "trackerId", i.version
       FROM action_items i JOIN trackers t
         ON t.tracker_id = i.tracker_id AND (t.state = $3) = $4
       WHERE i.withdrawn_at IS NULL AND i.owner_id = ANY (ARRAY(
         SELECT id FROM users WHERE (id = $1 OR merged_into_id = $1 OR merged_into_id = $2) AND id <> $2))
       ORDER BY i.tracker_id, i.number`,
      [fromId, intoId, ARCHIVED, itemsOf === 'archived trackers'],
    );
  }

  private async reassign(
    owned: readonly OwnedItem[],
    { intoId: ownerId, origin }: Reassignment,
  ): Promise<readonly string[]> {
    const command = { type: 'ChangeItem', changes: { ownerId } } as const;
    const changed = await Promise.all(
      owned.map(async ({ id, version }) => {
        const own = { ...origin, commandId: commandIdIn(origin.batch, `${id} ${version}`) };
        try {
          await this.items.change(id, { command, origin: own, expectedVersions: [version] });
          return [id];
        } catch (error) {
          if (error instanceof DomainError && error.code === 'PRECONDITION_FAILED') return [];
          throw error;
        }
      }),
    );
    return changed.flat();
  }
}

function requireDifferent(from: User, into: User): void {
  if (from.id === into.id) {
    const message = `expected two different users, found ${from.email} twice`;
    throw DomainError.invalid([{ field: 'into', message }]);
  }
  if (into.merged_into_id !== null) throw merged(into);
  if (from.merged_into_id !== null && from.merged_into_id !== into.id) throw merged(from);
}

const merged = ({ email, merged_into_id: id }: User): DomainError =>
  new DomainError(
    'CONFLICT',
    `Expected a user who is not merged, found ${email}, who is merged into ${id}`,
  );
