import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Users } from '../people/user';
import { ItemWriter } from '../items/item-writer';
import type { Origin } from '../ledger/origin';

/** The effect of a merge, or of its dry run. */
export interface UserMerge {
  /** Whether the users were already merged, so that at most items are left to reassign. */
  readonly isMerged: boolean;
  /** Ids of items that were, or would be, reassigned. */
  readonly items: readonly string[];
}

/**
 * Merges one user into another. Existing entries stay unchanged; items owned by the first user are
 * reassigned, each by an ordinary change by the operator. After an interruption, repeating it
 * finishes.
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

interface OwnedItem {
  readonly id: string;
  readonly version: number;
}

@CommandHandler(MergeUsersCommand)
export class MergeUsersHandler implements ICommandHandler<MergeUsersCommand> {
  constructor(
    private readonly users: Users,
    private readonly items: ItemWriter,
    private readonly database: DataSource,
  ) {}

  /**
   * @throws DomainError CONFLICT when one of them is part of another merge, VALIDATION_ERROR for
   *   one user
   */
  async execute({ from, into, origin, isDryRun }: MergeUsersCommand): Promise<UserMerge> {
    requireDifferent(from, into);
    const isMerged = from.merged_into_id === into.id;
    if (!isDryRun) await this.users.merge(from.id, into.id);
    const items = isDryRun
      ? (await this.ownedBy(from.id, into.id)).map(({ id }) => id)
      : await this.reassignAll(from.id, into.id, origin);
    return { isMerged, items };
  }

  /** Retries an item that changes concurrently, because its owner may have changed. */
  private async reassignAll(
    fromId: number,
    intoId: number,
    origin: Omit<Origin, 'commandId'>,
  ): Promise<readonly string[]> {
    const reassigned: string[] = [];
    for (;;) {
      const owned = await this.ownedBy(fromId, intoId);
      if (owned.length === 0) return reassigned;
      for (const item of owned) reassigned.push(...(await this.reassign(item, intoId, origin)));
    }
  }

  /**
   * Items in use, which can be changed, owned by any user who is, or will be, merged into the same
   * person.
   */
  private ownedBy(fromId: number, intoId: number): Promise<readonly OwnedItem[]> {
    return this.database.query<OwnedItem[]>(
      `SELECT i.id, i.version FROM action_items i
       WHERE i.withdrawn_at IS NULL AND i.owner_id = ANY (ARRAY(
         SELECT id FROM users WHERE (id = $1 OR merged_into_id = $1 OR merged_into_id = $2) AND id <> $2))
       ORDER BY i.tracker_id, i.number`,
      [fromId, intoId],
    );
  }

  private async reassign(
    { id, version }: OwnedItem,
    ownerId: number,
    origin: Omit<Origin, 'commandId'>,
  ): Promise<readonly string[]> {
    try {
      const command = { type: 'ChangeItem', changes: { ownerId } } as const;
      await this.items.change(id, { command, origin, expectedVersions: [version] });
      return [id];
    } catch (error) {
      if (error instanceof DomainError && error.code === 'PRECONDITION_FAILED') return [];
      throw error;
    }
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
