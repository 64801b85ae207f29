/**
 * People as somebody sees them. Members of the organisation see everybody. Guests see who is named
 * in the trackers that they see, without addresses.
 */
import type { Person, SiteRole, User } from '@action-tracker/contracts';
import { DomainError, REGISTRY } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { ReadLedgers } from '../ledger/ledgers';
import type { Scope } from '../ledger/scope';
import { Users } from './user';

/** The people whom a ledger names up to a position; entries never change, so it only grows. */
interface Named {
  position: number;
  readonly ids: Set<number>;
}

/** As JSON paths, where `[*]` stands for each id of a list, and also for a single one. */
const IN_DATA = REGISTRY.userFields
  .map(({ type, field }) => `('${type}', '$.${field.replaceAll(/[^.]+/g, '"$&"')}[*]'::jsonpath)`)
  .join(', ');

const NAMED = `
  WITH entries AS (SELECT * FROM events WHERE ledger_id = $1 AND position > $2)
  SELECT (SELECT max(position)::int FROM entries) AS position, ARRAY(
    SELECT actor_id FROM entries UNION SELECT recorded_by_id FROM entries
    UNION SELECT (jsonb_path_query(data, path) #>> '{}')::int
    FROM entries JOIN (VALUES ${IN_DATA}) AS named(of_type, path) ON of_type = type
    UNION SELECT jsonb_array_elements(metadata -> 'claimed_recorded_by_ids')::int
    FROM entries WHERE metadata IS NOT NULL) AS ids`;

@Injectable()
export class VisiblePeople {
  private readonly named = new Map<number, Named>();

  constructor(
    private readonly users: Users,
    private readonly ledgers: ReadLedgers,
  ) {}

  /** By name, for texts that show names. Guests get empty addresses. */
  async list(scope: Scope): Promise<readonly User[]> {
    const all = await this.users.list();
    const ids = await this.visibleIds(scope, all);
    if (ids === null) return all;
    return all.filter(({ id }) => ids.has(id)).map((user) => ({ ...user, email: '' }));
  }

  /** By name, as the API shows them. */
  async persons(scope: Scope): Promise<readonly Person[]> {
    const [users, standing] = await Promise.all([this.list(scope), this.standing()]);
    return users.map(({ email, ...user }) => ({
      ...user,
      ...(email === '' ? {} : { email }),
      ...(standing.get(user.id) ?? { site_role: 'member', is_active: true }),
    }));
  }

  /** One person. @throws DomainError NOT_FOUND */
  async person(scope: Scope, userId: number): Promise<Person> {
    const found = (await this.persons(scope)).find(({ id }) => id === userId);
    if (!found) throw new DomainError('NOT_FOUND', `User ${userId} not found`);
    return found;
  }

  /** `null` for everybody. */
  private async visibleIds(
    { rights, userId = 0 }: Scope,
    all: readonly User[],
  ): Promise<ReadonlySet<number> | null> {
    if (rights.siteRole !== 'guest' || rights.visible === null) return null;
    const sets = await Promise.all(rights.visible.map((id) => this.namedIn(id)));
    const ids = new Set([userId, ...sets.flatMap((set) => [...set])]);
    // Whoever was merged into somebody else is shown as that person.
    for (const { id, merged_into_id: into } of all) if (into !== null && ids.has(id)) ids.add(into);
    return ids;
  }

  private async namedIn(ledgerId: number): Promise<ReadonlySet<number>> {
    const known = this.named.get(ledgerId) ?? { position: 0, ids: new Set() };
    const { rows } = await this.ledgers.pool.query<{
      readonly position: number | null;
      readonly ids: readonly number[];
    }>({ name: 'people_named_since', text: NAMED, values: [ledgerId, known.position] });
    const [found] = rows;
    for (const id of found?.ids ?? []) known.ids.add(id);
    known.position = Math.max(known.position, found?.position ?? 0);
    this.named.set(ledgerId, known);
    return known.ids;
  }

  private async standing() {
    const { rows } = await this.ledgers.pool.query<{
      readonly userId: number;
      readonly siteRole: SiteRole;
      readonly isActive: boolean;
    }>({
      name: 'people_standing',
      text: `SELECT user_id AS "userId", site_role AS "siteRole", standing = 'active' AS "isActive"
             FROM people_standing`,
    });
    return new Map(
      rows.map(({ userId, siteRole, isActive }) => [
        userId,
        { site_role: siteRole, is_active: isActive },
      ]),
    );
  }
}
