/** What decides who may see and do what. */
import { ChangeAccessHandler } from './change-access';
import { ChangeOrganisationHandler } from './change-organisation';
import { ChangePersonHandler } from './change-person';
import { FirstAdmin } from './first-admin';
import { Invitations } from './invitations';
import { Permissions } from './permissions';
import { ListMembersHandler } from './tracker-access';

export const ACCESS = [FirstAdmin, Invitations, Permissions];

export const ACCESS_HANDLERS = [
  ChangeAccessHandler,
  ChangeOrganisationHandler,
  ChangePersonHandler,
  ListMembersHandler,
];
