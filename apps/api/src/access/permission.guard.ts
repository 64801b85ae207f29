/**
 * Checks every request before anything else of it is read: a tracker or item that the caller does
 * not see is not found, then what they may not do is forbidden. A route that changes something and
 * does not say what it needs is refused.
 */
import { DomainError, SITE_ACTIONS, type SiteAction } from '@action-tracker/domain';
import { Ledgers, Permissions, requireOnSite, type Scope } from '@action-tracker/tracking';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ItemIdPipe } from '../http/item-id.pipe';
import { scopeOf } from '../http/scope-of';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { NoteEntryPipe } from '../items/note-entry.pipe';
import { NameablePeople } from './nameable-people';
import { descriptionOf, type Needs } from '../openapi/describe';
import { ReviewNumberPipe } from '../reviews/review-number.pipe';

type AnyRequest = FastifyRequest<{
  Params: { trackerId?: string; itemId?: string; entry?: string; number?: string } | undefined;
}> & { readonly user?: unknown };

const trackerIdPipe = new TrackerIdPipe();
const itemIdPipe = new ItemIdPipe();
const noteEntryPipe = new NoteEntryPipe();
const reviewNumberPipe = new ReviewNumberPipe();

@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly ledgers: Ledgers,
    private readonly permissions: Permissions,
    private readonly people: NameablePeople,
  ) {}

  /** @throws DomainError NOT_FOUND, FORBIDDEN; VALIDATION_ERROR for people whom guests do not see */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AnyRequest>();
    // A route for everybody.
    if (request.user === undefined) return true;
    const scope = scopeOf(request);
    const trackerId = await this.trackerOf(scope, request);
    const needs = descriptionOf(context.getHandler())?.needs;
    if (needs !== undefined) await this.require(scope, needs, { request, trackerId });
    else if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new DomainError('FORBIDDEN', 'Expected a route that says what it needs, found none');
    }
    await this.people.require(scope, request.body);
    return true;
  }

  /** The tracker of the path; `undefined` for a route about none in particular. */
  private async trackerOf(scope: Scope, { params }: AnyRequest): Promise<number | undefined> {
    const { trackerId, itemId } = params ?? {};
    if (trackerId !== undefined) {
      return (await this.ledgers.ofTracker(scope, trackerIdPipe.transform(trackerId))).id;
    }
    if (itemId === undefined) return undefined;
    return (await this.ledgers.ofItem(scope, itemIdPipe.transform(itemId))).ledger.id;
  }

  private async require(
    scope: Scope,
    needs: Needs,
    {
      request,
      trackerId,
    }: { readonly request: AnyRequest; readonly trackerId: number | undefined },
  ): Promise<void> {
    if (isSiteAction(needs)) {
      requireOnSite(scope.rights, needs);
      return;
    }
    if (trackerId === undefined) throw new Error(`Expected a tracker in ${request.url}`);
    const { itemId, entry, number, trackerId: named } = request.params ?? {};
    const { body } = request;
    await this.permissions.require(scope, needs, {
      trackerId,
      // In a path below a tracker, the item is part of what is asked for.
      ...(itemId === undefined || named !== undefined
        ? {}
        : { itemId: itemIdPipe.transform(itemId) }),
      ...(entry === undefined ? {} : { entry: noteEntryPipe.transform(entry) }),
      ...(number === undefined ? {} : { review: reviewNumberPipe.transform(number) }),
      ...(needs === 'change_item' ? { fields: Object.keys(body ?? {}) } : {}),
    });
  }
}

const isSiteAction = (needs: Needs): needs is SiteAction => Object.hasOwn(SITE_ACTIONS, needs);
