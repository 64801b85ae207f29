/** The aggregate of the organisation: one stream in a ledger of its own. */
import type { Aggregate } from '../aggregate';
import { assertNever } from '../assert-never';
import { SITE_ROLE_RULE } from '../access/role-rules';
import { USER_ID_RULE } from '../rules';
import {
  decideOrganisation,
  evolveOrganisation,
  NO_ORGANISATION,
  personOf,
  type OrganisationCommand,
  type OrganisationEvent,
  type OrganisationState,
} from './organisation';

/** Names the stream, and the ledger too: no tracker has a prefix like it. */
export const ORGANISATION_STREAM = 'organisation';

const PERSON = { upcasters: [], rules: { userId: USER_ID_RULE }, userIds: ['userId'] } as const;
const OWN_WAY = { none: 'admins change the standing of people directly' };

export const ORGANISATION: Aggregate<OrganisationState, OrganisationCommand, OrganisationEvent> = {
  name: 'organisation',
  owns: (stream) => stream === ORGANISATION_STREAM,
  initial: NO_ORGANISATION,
  events: {
    SiteRoleChanged: {
      ...PERSON,
      rules: { userId: USER_ID_RULE, from: SITE_ROLE_RULE, to: SITE_ROLE_RULE },
    },
    PersonDeactivated: PERSON,
    PersonReactivated: PERSON,
  },
  decide: decideOrganisation,
  evolve: evolveOrganisation,
  undo: { SiteRoleChanged: OWN_WAY, PersonDeactivated: OWN_WAY, PersonReactivated: OWN_WAY },
  commandOf(event) {
    const { userId } = event.data;
    switch (event.type) {
      case 'SiteRoleChanged':
        return { type: 'ChangePerson', userId, role: event.data.to };
      case 'PersonDeactivated':
        return { type: 'ChangePerson', userId, isActive: false };
      case 'PersonReactivated':
        return { type: 'ChangePerson', userId, isActive: true };
      default:
        return assertNever(event);
    }
  },
  flawOf(state, event) {
    const { role, isActive } = personOf(state, event.data.userId);
    if (event.type === 'SiteRoleChanged') {
      return event.data.from === role ? undefined : `from ${JSON.stringify(role)}, which it was`;
    }
    return isActive === (event.type === 'PersonDeactivated')
      ? undefined
      : 'a person is deactivated while active, and reactivated after that';
  },
  nameFlawOf: () => undefined,
};
