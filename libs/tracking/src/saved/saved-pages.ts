/**
 * Views of lists, reports and dashboards that people save. They are no part of a ledger: nothing of
 * an item depends on them. What a person does not see does not exist for them; what somebody else
 * shares they can read, and only its owner changes it.
 */
import type { SavedPage } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import type { ClientBase, Pool } from 'pg';
import type { Ledgers } from '../ledger/ledgers';
import { requireVersion, type ExpectedVersions } from '../ledger/origin';
import type { Scope } from '../ledger/scope';
import type { Users } from '../people/user';
import { TrackerCategories } from '../ledger/tracker-categories';
import { answerOnce } from '../requests/answer-once';
import { keyedQuery } from './saved-categories';
import {
  findSaved,
  insertSaved,
  updateSaved,
  type Asker,
  type SavedContent,
  type SavedKind,
  type SavedRow,
} from './saved-rows';

/** Of each kind and person. */
const MOST_PAGES = 200;

/** Who writes, by which version, and whether it is a repeat. */
export interface SavedWrite {
  readonly scope: Scope;
  /** The id derived from the key of the request, if it has one. */
  readonly requestId: string | undefined;
  /** Any version if unset. */
  readonly expectedVersions?: ExpectedVersions;
}

type Reader = Pick<Pool | ClientBase, 'query'>;

/** What distinguishes a kind of page. */
export interface PageKind<Wire extends SavedPage> {
  readonly kind: SavedKind;
  /** What errors call it. */
  readonly noun: string;
  onWire(reader: Reader, asker: Asker, rows: readonly SavedRow[]): Promise<readonly Wire[]>;
  /** Before it is written. @throws DomainError VALIDATION_ERROR */
  check?(reader: Reader, asker: Asker, content: SavedContent): Promise<void>;
}

export class SavedPages<Wire extends SavedPage> {
  private readonly categories: TrackerCategories;

  constructor(
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly page: PageKind<Wire>,
  ) {
    this.categories = new TrackerCategories(ledgers);
  }

  /** What the caller sees, by name. */
  async list(scope: Scope): Promise<readonly Wire[]> {
    const { pool } = this.ledgers;
    const asker = await this.askerOf(scope);
    return this.page.onWire(pool, asker, await findSaved(pool, asker, this.page));
  }

  /** @throws DomainError NOT_FOUND */
  async get(scope: Scope, id: number): Promise<Wire> {
    const { pool } = this.ledgers;
    const asker = await this.askerOf(scope);
    return this.oneOnWire(pool, asker, await this.find(pool, asker, id));
  }

  /** @throws DomainError NOT_FOUND, VALIDATION_ERROR, CONFLICT; CommandIdReused */
  async add(content: SavedContent, { scope, requestId }: SavedWrite): Promise<Wire> {
    const asker = await this.askerOf(scope);
    await this.requireTrackers(scope, content);
    const request = { id: requestId, content: ['add', this.page.kind, content] };
    return answerOnce(this.ledgers.pool, request, async (client) => {
      await this.requireRoom(client, asker);
      await this.prepare(client, asker, content);
      const ownerId = scope.userId ?? 0;
      const query = keyedQuery(content, asker.categories);
      const row = await insertSaved(client, this.page.kind, ownerId, { ...content, query });
      return this.oneOnWire(client, asker, row);
    });
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED, VALIDATION_ERROR; CommandIdReused */
  async change(
    id: number,
    changes: Partial<SavedContent>,
    { scope, requestId, expectedVersions }: SavedWrite,
  ): Promise<Wire> {
    const asker = await this.askerOf(scope);
    await this.requireTrackers(scope, changes);
    const request = { id: requestId, content: ['change', id, changes, expectedVersions] };
    return answerOnce(this.ledgers.pool, request, async (client) => {
      const before = await this.findOwn(client, asker, { id, expectedVersions });
      const content = { ...before, ...changes };
      await this.prepare(client, asker, content, id);
      // A query that stays has keys already.
      const { query } =
        changes.query === undefined ? before : { query: keyedQuery(content, asker.categories) };
      return this.oneOnWire(client, asker, await updateSaved(client, id, { ...content, query }));
    });
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED; CommandIdReused */
  async remove(id: number, { scope, requestId, expectedVersions }: SavedWrite): Promise<void> {
    const asker = await this.askerOf(scope);
    const request = { id: requestId, content: ['remove', id, expectedVersions] };
    await answerOnce(this.ledgers.pool, request, async (client) => {
      await this.findOwn(client, asker, { id, expectedVersions });
      await client.query('DELETE FROM saved_pages WHERE id = $1', [id]);
      return null;
    });
  }

  private async askerOf(scope: Scope): Promise<Asker> {
    const userIds = scope.userId === undefined ? [] : await this.users.sameAs([scope.userId]);
    const categories = await this.categories.names(scope, null);
    return { userIds, trackerIds: scope.rights.visible, categories };
  }

  private async requireTrackers(
    scope: Scope,
    { trackerId, namedTrackerIds = [] }: Partial<SavedContent>,
  ): Promise<void> {
    for (const id of [...namedTrackerIds, ...(trackerId ? [trackerId] : [])]) {
      await this.ledgers.ofTracker(scope, id);
    }
  }

  private async requireRoom(client: ClientBase, { userIds }: Asker): Promise<void> {
    const { rows } = await client.query<{ readonly pages: number }>(
      'SELECT count(*)::int AS pages FROM saved_pages WHERE owner_id = ANY ($1) AND kind = $2',
      [userIds, this.page.kind],
    );
    if ((rows[0]?.pages ?? 0) < MOST_PAGES) return;
    const { noun } = this.page;
    const message = `Expected at most ${MOST_PAGES} of your own; delete a ${noun} first`;
    throw new DomainError('CONFLICT', message);
  }

  /** Checks what is about to be written; a new default takes the place of the one before. */
  private async prepare(client: ClientBase, asker: Asker, content: SavedContent, id = 0) {
    await this.page.check?.(client, asker, content);
    if (!content.isDefault) return;
    // Two defaults made at the same time would both stay.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('saved_pages'))");
    await client.query(
      `UPDATE saved_pages SET is_default = false, version = version + 1
       WHERE is_default AND id <> $1 AND tracker_id IS NOT DISTINCT FROM $2
         AND is_shared = $3 AND ($3 OR owner_id = ANY ($4))`,
      [id, content.trackerId, content.isShared, asker.userIds],
    );
  }

  private async findOwn(
    client: ClientBase,
    asker: Asker,
    { id, expectedVersions }: { id: number; expectedVersions: ExpectedVersions },
  ): Promise<SavedRow> {
    await client.query('SELECT FROM saved_pages WHERE id = $1 FOR UPDATE', [id]);
    const row = await this.find(client, asker, id);
    const { noun } = this.page;
    if (!asker.userIds.includes(row.ownerId)) {
      throw new DomainError('FORBIDDEN', `Only the owner of a ${noun} changes or deletes it`);
    }
    requireVersion(expectedVersions, row.version);
    return row;
  }

  private async find(reader: Reader, asker: Asker, id: number): Promise<SavedRow> {
    const [row] = await findSaved(reader, asker, { kind: this.page.kind, ids: [id] });
    if (row) return row;
    throw new DomainError(
      'NOT_FOUND',
      `Expected a saved ${this.page.noun}, found none with id ${id}`,
    );
  }

  private async oneOnWire(reader: Reader, asker: Asker, row: SavedRow): Promise<Wire> {
    const [one] = await this.page.onWire(reader, asker, [row]);
    if (!one) throw new Error('Expected the page, found none');
    return one;
  }
}
