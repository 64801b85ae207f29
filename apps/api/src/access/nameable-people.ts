/**
 * Guests see only who is named in the trackers that they see. Naming somebody else, for example as
 * the owner of an item, would show them: to guests, such a person does not exist.
 */
import { DomainError } from '@action-tracker/domain';
import { VisiblePeople, type Scope } from '@action-tracker/tracking';
import { Injectable } from '@nestjs/common';

@Injectable()
export class NameablePeople {
  constructor(private readonly people: VisiblePeople) {}

  /** @throws DomainError VALIDATION_ERROR, as for an id that nobody has */
  async require(scope: Scope, body: unknown): Promise<void> {
    if (scope.rights.siteRole !== 'guest') return;
    const named = namedIn(body);
    if (named.length === 0) return;
    const visible = new Set((await this.people.list(scope)).map(({ id }) => id));
    const problems = named
      .filter(({ id }) => !visible.has(id))
      .map(({ field, id }) => ({ field, message: messageOf(field, id) }));
    if (problems.length > 0) throw DomainError.invalid(problems);
  }
}

/** As the domain words it for an id that nobody has. */
const messageOf = (field: string, id: number): string =>
  `expected ${field === 'participants' ? 'ids of users' : 'the id of a user'}, found ${id}, which no user has`;

interface Named {
  readonly field: string;
  readonly id: number;
}

const FIELDS: readonly string[] = ['owner_id', 'participants'];

/** The people whom a body names, at any depth. */
function namedIn(value: unknown, field = ''): readonly Named[] {
  if (typeof value === 'number') return FIELDS.includes(field) ? [{ field, id: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => namedIn(one, field));
  return Object.entries(value).flatMap(([name, one]) => namedIn(one, name));
}
