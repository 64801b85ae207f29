import { computed, inject, Service } from '@angular/core';
import type { User } from '@action-tracker/contracts';
import { Formats } from '../language/formats';
import { Polling } from '../polling/polling';
import { PeopleApi } from './people-api';

/** Names for the user ids that items and history carry. Loaded once: people change rarely. */
@Service()
export class People {
  private readonly formats = inject(Formats);
  private readonly resource = inject(PeopleApi).all();
  private readonly byId = computed(() => new Map(this.all().map((user) => [user.id, user])));

  /** Whether names are on their way, there, or not to be had. */
  readonly status = computed(() => this.resource.status());
  readonly all = computed<readonly User[]>(() =>
    this.resource.hasValue()
      ? this.resource.value().toSorted((a, b) => this.formats.compare(a.name, b.name))
      : [],
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

  /** Asks again, so that someone who joined meanwhile can be chosen as owner. */
  refresh(): void {
    this.resource.reload();
  }

  private unknown(id: number): string {
    return this.status() === 'loading' ? '…' : `#${id}`;
  }
}
