/**
 * What one person may see and do, as of one moment: which trackers they see, and their role in each.
 * Read together with their token, so that it costs no statement of its own and what was taken away
 * is gone with the next request.
 */
import { GUEST_ROLE_MAX, higherRole, includesRole } from '@action-tracker/domain';
import type { SiteRole, TrackerRole } from '@action-tracker/contracts';
import type { Pool } from 'pg';

/** Of a tracker that only its members see: what the organisation has in it. */
type SharedRole = TrackerRole | 'none';

type ByTracker<Role> = Readonly<Record<string, Role>> | null;

/** As PostgreSQL returns it. */
export interface FoundRights {
  /** Role and standing; `null` for an active member. */
  readonly standing: readonly [SiteRole, 'active' | 'deactivated'] | null;
  readonly hasAdmin: boolean;
  /** The roles of the person as a member of trackers. */
  readonly own: ByTracker<TrackerRole>;
  /** What the organisation has in trackers where that is not the usual role. */
  readonly shared: ByTracker<SharedRole>;
  /** All trackers, if some of them are for their members only, or archived. */
  readonly trackers: readonly number[] | null;
  /** The archived ones of all trackers. */
  readonly archived: readonly number[] | null;
  /** Of all trackers that have changed their categories: a hash of them. */
  readonly ownCategories: ByTracker<string>;
}

/** The entry of `tracker_access` about the organisation, instead of a person. */
export const ORGANISATION_ID = 0;
export const NO_ROLE = 'none';
/** What `trackers` calls the state of a tracker that can only be read. */
export const ARCHIVED = 'archived';

/** SQL of the JSON of a `FoundRights`. @param user the id of the person */
export const rightsSql = (user: string): string => `json_build_object(
    'standing', (SELECT json_build_array(s.site_role, s.standing) FROM people_standing s
      WHERE s.user_id = ${user}),
    'hasAdmin', EXISTS (SELECT FROM people_standing s
      WHERE s.site_role = 'admin' AND s.standing = 'active'),
    'own', (SELECT json_object_agg(m.tracker_id, m.role) FROM tracker_access m
      WHERE m.user_id = ${user}),
    'shared', (SELECT json_object_agg(o.tracker_id, o.role) FROM tracker_access o
      WHERE o.user_id = ${ORGANISATION_ID}),
    'archived', (SELECT json_agg(t.tracker_id ORDER BY t.tracker_id) FROM trackers t
      WHERE t.state = '${ARCHIVED}'),
    'ownCategories', (SELECT json_object_agg(t.tracker_id, left(md5(t.own_categories), 8)
      ORDER BY t.tracker_id) FROM trackers t
      WHERE t.own_categories IS NOT NULL),
    'trackers', CASE WHEN EXISTS (SELECT FROM tracker_access o
        WHERE o.user_id = ${ORGANISATION_ID} AND o.role = '${NO_ROLE}')
      OR EXISTS (SELECT FROM trackers t WHERE t.state = '${ARCHIVED}')
      THEN (SELECT json_agg(t.tracker_id ORDER BY t.tracker_id) FROM trackers t) END)`;

/** Ids of trackers, in order; `null` for all. */
interface TrackerLists {
  readonly visible: readonly number[] | null;
  readonly listed: readonly number[] | null;
  readonly archived: readonly number[];
  readonly ownCategories: readonly number[] | null;
}

type MarkedTrackers = Pick<TrackerLists, 'archived' | 'ownCategories'>;

const UNREAD: MarkedTrackers = { archived: [], ownCategories: null };
const OF_ALL: TrackerLists = { visible: null, listed: null, ...UNREAD };

const listsOf = (visible: readonly number[] | null, marked: MarkedTrackers): TrackerLists => ({
  visible,
  listed: visible?.filter((id) => !marked.archived.includes(id)) ?? null,
  archived: marked.archived,
  ownCategories: marked.ownCategories,
});

export class Rights {
  /** Of the operator, the command line and background work. */
  static readonly all = new Rights('admin', true, OF_ALL, () => 'manager');

  private constructor(
    readonly siteRole: SiteRole,
    readonly isActive: boolean,
    private readonly trackers: TrackerLists,
    private readonly roleOf: (trackerId: number) => TrackerRole | undefined,
    /** All that they depend on, as text. */
    readonly key = 'all',
    /** Whether they reach beyond trackers, such as to opening one. */
    readonly isOnSite = true,
  ) {}

  /** Ids of the visible trackers, in order; `null` for all. */
  get visible(): readonly number[] | null {
    return this.trackers.visible;
  }

  /** Those of them that lists cover unless they are asked for more: the ones that are not archived. */
  get listed(): readonly number[] | null {
    return this.trackers.listed;
  }

  /** Those of them that have changed their categories; `null` if that was not read. */
  get ownCategories(): readonly number[] | null {
    return this.trackers.ownCategories;
  }

  /** The rights of a person. */
  static of(found: FoundRights): Rights {
    const [siteRole, standing] = found.standing ?? ['member', 'active'];
    const roleOf = roles(siteRole, found);
    const visible = visibleOf(siteRole, found, roleOf);
    const archived = found.archived?.filter((id) => roleOf(id) !== undefined) ?? [];
    const categories = Object.entries(found.ownCategories ?? {}).filter(
      ([id]) => roleOf(Number(id)) !== undefined,
    );
    const ownCategories = categories.map(([id]) => Number(id));
    const marked = { archived, ownCategories };
    const lists = listsOf(visible ?? (archived.length > 0 ? found.trackers : null), marked);
    // Says nothing about trackers that are not visible, so that it does not change with them.
    const depends = visible?.map((id) => [id, roleOf(id)]) ?? [found.own, found.shared];
    const key = JSON.stringify([siteRole, found.hasAdmin, depends, ...archived, ...categories]);
    return new Rights(siteRole, standing === 'active', { ...lists, visible }, roleOf, key);
  }

  /** Everything in these trackers, and nothing of others. */
  static within(trackerIds: readonly number[], role: TrackerRole = 'manager'): Rights {
    const roleOf = (id: number) => (trackerIds.includes(id) ? role : undefined);
    const key = JSON.stringify([trackerIds, role]);
    return new Rights('member', true, listsOf(trackerIds, UNREAD), roleOf, key);
  }

  /**
   * The same, but only in these trackers unless `null`, and at most reading if so. In some trackers
   * alone, one sees as many people as a guest of them.
   */
  limitedTo({ trackerIds, isReadOnly }: RightsLimit): Rights {
    const isIn = (id: number) => trackerIds === null || trackerIds.includes(id);
    const roleOf = (id: number): TrackerRole | undefined => {
      const role = isIn(id) ? this.roleOf(id) : undefined;
      return isReadOnly && role !== undefined ? 'viewer' : role;
    };
    const seen = trackerIds?.filter((id) => this.roleOf(id) !== undefined);
    const lists = seen ? listsOf(seen, this.trackers) : this.trackers;
    const key = JSON.stringify([this.key, trackerIds, isReadOnly]);
    const isOnSite = trackerIds === null;
    const siteRole = isOnSite ? this.siteRole : 'guest';
    return new Rights(siteRole, this.isActive, lists, roleOf, key, isOnSite);
  }

  /** The role in a tracker; `undefined` where it is not visible. */
  roleIn(trackerId: number): TrackerRole | undefined {
    return this.roleOf(trackerId);
  }

  /** Whether a visible tracker can only be read. */
  isArchived(trackerId: number): boolean {
    return this.trackers.archived.includes(trackerId);
  }
}

/** What a personal access token is limited to. */
interface RightsLimit {
  readonly trackerIds: readonly number[] | null;
  readonly isReadOnly: boolean;
}

type RoleOf = (trackerId: number) => TrackerRole | undefined;

function roles(siteRole: SiteRole, { own, shared, hasAdmin }: FoundRights): RoleOf {
  if (siteRole === 'admin') return () => 'manager';
  const ownRole = (id: number) => own?.[id];
  if (siteRole === 'guest') return (id) => atMostGuest(ownRole(id));
  // Until there is an admin, an installation from before roles goes on as it did.
  const usual = hasAdmin ? 'editor' : 'manager';
  return (id) => {
    const found = shared?.[id];
    const role = found === NO_ROLE ? undefined : hasAdmin ? (found ?? usual) : usual;
    return higherRole(ownRole(id), role);
  };
}

const atMostGuest = (role: TrackerRole | undefined): TrackerRole | undefined =>
  role !== undefined && includesRole(role, GUEST_ROLE_MAX) ? GUEST_ROLE_MAX : role;

function visibleOf(
  siteRole: SiteRole,
  { own, trackers }: FoundRights,
  roleOf: RoleOf,
): readonly number[] | null {
  if (siteRole === 'admin') return null;
  if (siteRole === 'guest') return Object.keys(own ?? {}).map(Number);
  return trackers?.filter((id) => roleOf(id) !== undefined) ?? null;
}

/** Reads the rights of people again: for jobs at each step, and after a request has changed them. */
export class CurrentRights {
  constructor(private readonly pool: Pool) {}

  /** Of whoever has asked for a job: `null` for the operator, the actor if unknown. */
  async ofActor(userId: number | null | undefined, actorId: number): Promise<Rights> {
    return userId === null ? Rights.all : this.of(userId ?? actorId);
  }

  /** @throws the driver's error */
  async of(userId: number): Promise<Rights> {
    const { rows } = await this.pool.query<{ readonly rights: FoundRights }>({
      name: 'rights_of_user',
      text: `SELECT ${rightsSql('$1::int')} AS rights`,
      values: [userId],
    });
    const [found] = rows;
    if (!found) throw new Error(`Expected the rights of user ${userId}, found none`);
    return Rights.of(found.rights);
  }
}
