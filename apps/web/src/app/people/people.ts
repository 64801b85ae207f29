import { computed, inject, Service } from '@angular/core';
import { type User, usersById } from '@action-tracker/contracts';
import { Formats } from '../platform/formats/formats';
import { Polling } from '../platform/polling/polling';
import { PeopleApi } from './people-api';

/** Names for the user ids that items and history carry. Loaded once, and again for somebody new. */
@Service()
export class People {
  private readonly formats = inject(Formats);
  private readonly resource = inject(PeopleApi).all();
  /** Who was merged into somebody else reads as that person. */
  readonly byId = computed(() => usersById(this.known()));

  /** Whether names are on their way, there, or not to be had. */
  readonly status = computed(() => this.resource.status());
  private readonly askedFor = new Set<number>();
  private readonly known = computed<readonly User[]>(() =>
    this.resource.hasValue() ? this.resource.value() : [],
  );
  /** Everybody who can be chosen, by name; who was merged into somebody else is not there. */
  readonly all = computed<readonly User[]>(() =>
    this.known()
      .filter((user) => user.merged_into_id === null)
      .toSorted((a, b) => this.formats.compare(a.name, b.name)),
  );

  constructor() {
    inject(Polling).retry(this.resource);
  }

  /** The person's name; `…` until names are loaded, `#7` for an id that nobody is known by. */
  nameOf(id: number): string {
    return this.byId().get(id)?.name ?? this.unknown(id);
  }

  initialsOf(id: number): string {
    return this.byId().get(id)?.initials ?? this.unknown(id);
  }

  /** The other name under which this id is known, when its user was merged into somebody. */
  otherNameOf(id: number): string | undefined {
    const user = this.known().find((known) => known.id === id);
    return user && user.merged_into_id !== null && user.name !== this.nameOf(id)
      ? user.name
      : undefined;
  }

  /** The id of the person who stayed, for one who was merged into somebody. */
  realId(id: number): number {
    return this.byId().get(id)?.id ?? id;
  }

  /** Asks again, so that someone who joined meanwhile can be chosen as owner. */
  refresh(): void {
    this.resource.reload();
  }

  private unknown(id: number): string {
    if (this.status() === 'loading') return '…';
    this.askFor(id);
    return `#${id}`;
  }

  /** Somebody who joined since names were loaded; an id that nobody has is asked for once. */
  private askFor(id: number): void {
    if (this.askedFor.has(id)) return;
    this.askedFor.add(id);
    // Names are read while a page is drawn, which may change nothing.
    queueMicrotask(() => this.refresh());
  }
}
