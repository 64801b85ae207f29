import { computed, inject, Service } from '@angular/core';
import { type Person, usersById } from '@action-tracker/contracts';
import { Formats } from '../platform/formats/formats';
import { Polling } from '../platform/polling/polling';
import { PeopleApi } from './people-api';

/**
 * Names for the user ids in items and history. Loaded once, and again when an unknown id appears.
 */
@Service()
export class People {
  private readonly formats = inject(Formats);
  private readonly resource = inject(PeopleApi).all();
  /** A merged user appears as the user they were merged into. */
  readonly byId = computed(() => usersById(this.known()));

  /** Loading state of the names. */
  readonly status = computed(() => this.resource.status());
  private readonly askedFor = new Set<number>();
  private readonly known = computed<readonly Person[]>(() =>
    this.resource.hasValue() ? this.resource.value() : [],
  );
  /** Everyone who can be chosen, by name; merged users are left out. */
  readonly all = computed<readonly Person[]>(() =>
    this.known()
      .filter((user) => user.merged_into_id === null)
      .toSorted((a, b) => this.formats.compare(a.name, b.name)),
  );

  constructor() {
    inject(Polling).retry(this.resource);
  }

  /** The name of a user; `…` until names are loaded, `#7` for an unknown id. */
  nameOf(id: number): string {
    return this.byId().get(id)?.name ?? this.unknown(id);
  }

  initialsOf(id: number): string {
    return this.byId().get(id)?.initials ?? this.unknown(id);
  }

  /** The original name of a merged user. */
  otherNameOf(id: number): string | undefined {
    const user = this.known().find((known) => known.id === id);
    return user && user.merged_into_id !== null && user.name !== this.nameOf(id)
      ? user.name
      : undefined;
  }

  /** The id of the user that a merged user was merged into. */
  realId(id: number): number {
    return this.byId().get(id)?.id ?? id;
  }

  /** Reloads, so that someone who joined in the meantime can be chosen as owner. */
  refresh(): void {
    this.resource.reload();
  }

  private unknown(id: number): string {
    if (this.status() === 'loading') return '…';
    this.askFor(id);
    return `#${id}`;
  }

  /** Reloads once for an id that is not known, which may be a new user. */
  private askFor(id: number): void {
    if (this.askedFor.has(id)) return;
    this.askedFor.add(id);
    // Names are read during rendering, which must not change state.
    queueMicrotask(() => this.refresh());
  }
}
