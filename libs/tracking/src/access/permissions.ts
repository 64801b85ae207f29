/**
 * Refuses what a person may not do. A request passes here once, before its body is validated and
 * before its command is given; acts on many items pass for each tracker at each step.
 */
import {
  DomainError,
  requireNotArchived,
  mayInTracker,
  mayOnSite,
  OWN_ITEM_FIELDS,
  SITE_ACTIONS,
  TRACKER_ACTIONS,
  type SiteAction,
  type TrackerAction,
} from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { LiveItems } from '../items/live-item';
import { ReadLedgers } from '../ledger/ledgers';
import type { Rights } from '../ledger/rights';
import type { Scope } from '../ledger/scope';
import { GetReview } from '../reviews/reviews';

/** What an action is about, beside its tracker. */
export interface Subject {
  readonly trackerId: number;
  readonly itemId?: string;
  /** The note of the item. */
  readonly entry?: number;
  /** The number of a review of the tracker. */
  readonly review?: number;
  /** The fields that it changes. */
  readonly fields?: readonly string[];
}

/** What somebody may do with what is their own, in place of an action on everybody's. */
const OWN: Readonly<Partial<Record<TrackerAction, TrackerAction>>> = {
  change_item: 'change_own_item',
  set_status: 'change_own_item',
  correct_note: 'correct_own_note',
};

@Injectable()
export class Permissions {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly items: LiveItems,
    private readonly queries: QueryBus,
  ) {}

  /**
   * @throws DomainError FORBIDDEN; NOT_FOUND for an item or a review that does not exist; CONFLICT in
   * an archived tracker
   */
  async require(scope: Scope, action: TrackerAction, subject: Subject): Promise<void> {
    await this.requireRole(scope, action, subject);
    requireOpen(scope.rights, subject.trackerId, action);
  }

  private async requireRole(scope: Scope, action: TrackerAction, subject: Subject): Promise<void> {
    const role = scope.rights.roleIn(subject.trackerId);
    if (mayInTracker(role, action)) return;
    const { trackerId, itemId, review } = subject;
    if (itemId !== undefined) await this.ledgers.ofExistingItem(scope, itemId);
    if (review !== undefined) await this.queries.execute(new GetReview(scope, trackerId, review));
    const own = OWN[action];
    const isTheirs = own && mayInTracker(role, own) && (await this.isOwn(scope, action, subject));
    if (isTheirs !== true) throw forbiddenInTracker(scope.rights, subject.trackerId, action);
  }

  private async isOwn(
    scope: Scope,
    action: TrackerAction,
    { trackerId, itemId = '', entry = 0, fields = [] }: Subject,
  ): Promise<boolean> {
    if (action === 'correct_note') {
      return (await this.authorOf({ trackerId, itemId, entry })) === scope.userId;
    }
    if (!fields.every((field) => OWN_ITEM_FIELDS.includes(field))) return false;
    return (await this.items.find(scope, itemId))?.owner_id === scope.userId;
  }

  private async authorOf({
    trackerId,
    itemId,
    entry,
  }: Required<Omit<Subject, 'fields' | 'review'>>) {
    const { rows } = await this.ledgers.pool.query<{ readonly author: number }>({
      name: 'author_of_note',
      text: `SELECT author_id AS author FROM notes
             WHERE tracker_id = $1 AND action_item_id = $2 AND entry = $3`,
      values: [trackerId, itemId, entry],
    });
    return rows[0]?.author;
  }
}

/** @throws DomainError FORBIDDEN that names the role needed; CONFLICT in an archived tracker */
export function requireInTracker(rights: Rights, trackerId: number, action: TrackerAction): void {
  if (!mayInTracker(rights.roleIn(trackerId), action)) {
    throw forbiddenInTracker(rights, trackerId, action);
  }
  requireOpen(rights, trackerId, action);
}

/** What is possible in an archived tracker too. The tracker itself says what of it may change. */
const IN_ARCHIVE: readonly TrackerAction[] = ['read', 'change_tracker', 'manage_members'];

function requireOpen(rights: Rights, trackerId: number, action: TrackerAction): void {
  if (IN_ARCHIVE.includes(action)) return;
  requireNotArchived({ isArchived: rights.isArchived(trackerId) });
}

/** @throws DomainError FORBIDDEN that names the roles that may */
export function requireOnSite({ siteRole, isOnSite }: Rights, action: SiteAction): void {
  if (!isOnSite) {
    const message =
      'Expected a path in a tracker of this access token, found one without a tracker';
    throw new DomainError('FORBIDDEN', message);
  }
  if (mayOnSite(siteRole, action)) return;
  const message = `Expected the role ${SITE_ACTIONS[action].join(' or ')}, found ${siteRole}`;
  throw new DomainError('FORBIDDEN', message);
}

function forbiddenInTracker(rights: Rights, trackerId: number, action: TrackerAction): DomainError {
  const found = rights.roleIn(trackerId) ?? 'none';
  const message = `Expected the role ${TRACKER_ACTIONS[action]} in this tracker, found ${found}`;
  return new DomainError('FORBIDDEN', message);
}
