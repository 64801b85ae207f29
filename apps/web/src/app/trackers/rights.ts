import { computed, inject, Service } from '@angular/core';
import {
  type Item,
  mayInTracker,
  mayOnSite,
  OWN_ITEM_FIELDS,
  type SiteAction,
  type TrackerAction,
} from '@action-tracker/contracts';
import { Session } from '../platform/session/session';
import { TrackerStore } from './tracker-store';

/** What an archived tracker leaves. Who manages its members may also open it again. */
const IN_ARCHIVE: readonly TrackerAction[] = ['read', 'manage_members'];

/**
 * What the signed-in person may do, by the table that the server refuses by. Until a role is known
 * everything is offered: hardly anybody is refused, and nobody has to wait.
 */
@Service()
export class Rights {
  private readonly trackers = inject(TrackerStore);
  private readonly me = inject(Session).me;
  readonly myId = computed(() => this.me()?.id);

  may(action: TrackerAction, trackerId: number): boolean {
    if (this.trackers.isArchived(trackerId) && !IN_ARCHIVE.includes(action)) return false;
    const role = this.trackers.roleIn(trackerId);
    return role === undefined || mayInTracker(role, action);
  }

  mayOnSite(action: SiteAction): boolean {
    const me = this.me();
    return me === undefined || mayOnSite(me.site_role, action);
  }

  /** A file may name anybody, so guests cannot bring one. */
  mayImport(trackerId: number): boolean {
    return this.may('import_items', trackerId) && this.mayOnSite('import_files');
  }

  /** Acts of one's own, or those of others. */
  mayUndo(trackerId: number, actorId: number): boolean {
    return this.may(actorId === this.myId() ? 'undo_own' : 'undo_others', trackerId);
  }

  /** Whoever owns an item may do more with it. */
  mayEdit(
    { tracker_id: trackerId, owner_id }: Pick<Item, 'tracker_id' | 'owner_id'>,
    field: string,
  ): boolean {
    if (this.may('change_item', trackerId)) return true;
    const isOwn = owner_id === this.myId() && ['status', ...OWN_ITEM_FIELDS].includes(field);
    return isOwn && this.may('change_own_item', trackerId);
  }
}
