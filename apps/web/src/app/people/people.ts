import { computed, inject, Service } from '@angular/core';
import type { User } from '@action-tracker/contracts';
import { PeopleApi } from './people-api';

/** Names for the user ids that items and history carry. Loaded once: people change rarely. */
@Service()
export class People {
  private readonly resource = inject(PeopleApi).all();
  private readonly byId = computed(() => new Map(this.all().map((user) => [user.id, user])));

  readonly all = computed<readonly User[]>(() =>
    this.resource.hasValue()
      ? this.resource.value().toSorted((a, b) => a.name.localeCompare(b.name))
      : [],
  );

  /** The person's name; `#7` for an id that is not (yet) known. */
  nameOf(id: number): string {
    return this.byId().get(id)?.name ?? `#${id}`;
  }

  initialsOf(id: number): string {
    return this.byId().get(id)?.initials ?? `#${id}`;
  }

  /** Asks again, so that someone who joined meanwhile can be chosen as owner. */
  refresh(): void {
    this.resource.reload();
  }
}
