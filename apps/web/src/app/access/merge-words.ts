import { inject, Service } from '@angular/core';
import type { MergedPerson, Person } from '@action-tracker/contracts';
import { People } from '../people/people';
import { Texts } from '../platform/language/texts';
import { SharingWords } from '../sharing/sharing-words';
import { TrackerStore } from '../trackers/tracker-store';
import { MERGE_TEXTS } from './merge.texts';

/** Further ones are counted only. */
const MAX_LISTED = 12;

/** What a merge changes, and why it is refused, in words. */
@Service()
export class MergeWords {
  private readonly texts = inject(Texts).with(MERGE_TEXTS);
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  private readonly roles = inject(SharingWords);

  loadTrackerNames(): void {
    this.trackers.know();
  }

  /** What it would do: one line for the items, one for those that are left, one for each role. */
  changes({ items, roles, into_id: into, was_merged: wasMerged, ...rest }: MergedPerson) {
    const name = this.people.nameOf(into);
    const isNothing = wasMerged && items.length + roles.length === 0;
    const count = items.length;
    return [
      isNothing
        ? this.texts.t('merge.nothing')
        : count === 0
          ? this.texts.t('merge.noItems')
          : this.texts.counted('merge.items', count, { name, ids: listed(items) }),
      ...this.left(rest),
      ...roles.map(({ tracker_id: id, role }) =>
        this.texts.t('merge.role', {
          ...{ name, role: this.roles.role(role), tracker: this.trackers.nameOf(id, `#${id}`) },
        }),
      ),
      ...(wasMerged ? [] : [this.texts.t('merge.stays')]),
    ];
  }

  /** Which items it leaves, and why; nothing if there are none. */
  left({ archived_items: items }: Pick<MergedPerson, 'archived_items'>): readonly string[] {
    if (items.length === 0) return [];
    return [this.texts.counted('merge.archived', items.length, { ids: listed(items) })];
  }

  /** Why the server refuses it, as far as what is known of both says so. */
  conflict(from: Person, intoId: number): string {
    if (this.isLastAdmin(from)) return this.texts.t('merge.lastAdmin');
    const into = this.people.byId().get(intoId);
    const isGuest = into?.site_role === 'guest';
    return this.texts.t(isGuest ? 'merge.guest' : 'merge.elsewhere');
  }

  private isLastAdmin({ id, site_role: role }: Person): boolean {
    const isAdmin = (one: Person) => one.site_role === 'admin' && one.is_active;
    const others = this.people.all().filter((one) => one.id !== id);
    return role === 'admin' && !others.some(isAdmin);
  }
}

const listed = (ids: readonly string[]): string =>
  `${ids.slice(0, MAX_LISTED).join(', ')}${ids.length > MAX_LISTED ? ', …' : ''}`;
