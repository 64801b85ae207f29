/** Who may see a tracker and do what in it: its visibility and its members. */
import { TRACKER_ROLE_RULE, VISIBILITY_RULE } from '../access/role-rules';
import type { TrackerRole, Visibility } from '../access/roles';
import type { EventEnvelope } from '../aggregate';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import { accept, acceptSome, requireSome, USER_ID_RULE } from '../rules';

/** What members of the organisation have in a tracker that is for the organisation. */
export interface TrackerVisibility {
  readonly visibility: Visibility;
  readonly organisationRole: TrackerRole;
}

export interface TrackerMember {
  readonly userId: number;
  readonly role: TrackerRole;
  /** The version of the entry that added them. */
  readonly entry: number;
}

export interface TrackerAccess extends TrackerVisibility {
  readonly members: readonly TrackerMember[];
}

export interface MemberAdded {
  readonly type: 'MemberAdded';
  readonly data: { readonly userId: number; readonly role: TrackerRole };
}

export interface MemberRoleChanged {
  readonly type: 'MemberRoleChanged';
  readonly data: {
    readonly userId: number;
    readonly from: TrackerRole;
    readonly to: TrackerRole;
  };
}

export interface MemberRemoved {
  readonly type: 'MemberRemoved';
  readonly data: { readonly userId: number; readonly role: TrackerRole };
}

export interface VisibilityChanged {
  readonly type: 'VisibilityChanged';
  /** Only what changed. */
  readonly data: {
    readonly from: Partial<TrackerVisibility>;
    readonly to: Partial<TrackerVisibility>;
  };
}

export type AccessEvent = MemberAdded | MemberRoleChanged | MemberRemoved | VisibilityChanged;

export interface AddMember {
  readonly type: 'AddMember';
  readonly userId: number;
  readonly role: TrackerRole;
}

export interface ChangeMemberRole {
  readonly type: 'ChangeMemberRole';
  readonly userId: number;
  readonly role: TrackerRole;
}

export interface RemoveMember {
  readonly type: 'RemoveMember';
  readonly userId: number;
}

export type ChangeVisibility = { readonly type: 'ChangeVisibility' } & Partial<TrackerVisibility>;

export type AccessCommand = AddMember | ChangeMemberRole | RemoveMember | ChangeVisibility;

/** Of trackers that were opened before there were members, and of new ones. */
export const OPEN_TO_ALL: TrackerVisibility = {
  visibility: 'organisation',
  organisationRole: 'editor',
};

export const MEMBER_RULES = { userId: USER_ID_RULE, role: TRACKER_ROLE_RULE };
export const VISIBILITY_RULES = {
  visibility: VISIBILITY_RULE,
  organisationRole: TRACKER_ROLE_RULE,
};

/**
 * Decides who may see a tracker. Whoever is the only manager stays until there is another one.
 *
 * @throws DomainError VALIDATION_ERROR; NOT_FOUND for somebody who is not a member; CONFLICT
 */
export function decideAccess(
  access: TrackerAccess,
  command: AccessCommand,
): readonly AccessEvent[] {
  switch (command.type) {
    case 'AddMember':
      return addMember(access, command);
    case 'ChangeMemberRole':
      return changeRole(access, command);
    case 'RemoveMember':
      return removeMember(access, command);
    case 'ChangeVisibility':
      return changeVisibility(access, command);
    default:
      return assertNever(command);
  }
}

/** Folds one event into who may see a tracker. */
export function evolveAccess<State extends TrackerAccess>(
  state: State,
  event: AccessEvent,
  { version }: Pick<EventEnvelope, 'version'>,
): State {
  const { members } = state;
  switch (event.type) {
    case 'MemberAdded':
      return { ...state, members: [...members, { ...event.data, entry: version }] };
    case 'MemberRoleChanged': {
      const { userId, to: role } = event.data;
      return {
        ...state,
        members: members.map((one) => (one.userId === userId ? { ...one, role } : one)),
      };
    }
    case 'MemberRemoved':
      return { ...state, members: members.filter(({ userId }) => userId !== event.data.userId) };
    case 'VisibilityChanged':
      return { ...state, ...event.data.to };
    default:
      return assertNever(event);
  }
}

function addMember(
  { members }: TrackerAccess,
  { type: _, ...command }: AddMember,
): readonly AccessEvent[] {
  const data = accept<MemberAdded['data']>(MEMBER_RULES, command);
  const found = members.find(({ userId }) => userId === data.userId);
  if (found?.role === data.role) return [];
  if (found) {
    const message = `Expected somebody who is not a member, found a ${found.role}`;
    throw new DomainError('CONFLICT', message);
  }
  return [{ type: 'MemberAdded', data }];
}

function changeRole(
  { members }: TrackerAccess,
  { type: _, ...command }: ChangeMemberRole,
): readonly AccessEvent[] {
  const { userId, role: to } = accept<MemberAdded['data']>(MEMBER_RULES, command);
  const { role: from } = memberOf(members, userId);
  if (from === to) return [];
  if (from === 'manager') requireOtherManager(members, userId);
  return [{ type: 'MemberRoleChanged', data: { userId, from, to } }];
}

function removeMember(
  { members }: TrackerAccess,
  { userId }: RemoveMember,
): readonly AccessEvent[] {
  const { role } = memberOf(members, userId);
  if (role === 'manager') requireOtherManager(members, userId);
  return [{ type: 'MemberRemoved', data: { userId, role } }];
}

function changeVisibility(
  access: TrackerAccess,
  { type: _, ...command }: ChangeVisibility,
): readonly AccessEvent[] {
  requireSome(command, VISIBILITY_RULES);
  const wanted = acceptSome<TrackerVisibility>(VISIBILITY_RULES, command);
  const changed = (['visibility', 'organisationRole'] as const).filter(
    (field) => wanted[field] !== undefined && wanted[field] !== access[field],
  );
  if (changed.length === 0) return [];
  const only = (values: Partial<TrackerVisibility>): Partial<TrackerVisibility> =>
    Object.fromEntries(changed.map((field) => [field, values[field]]));
  return [{ type: 'VisibilityChanged', data: { from: only(access), to: only(wanted) } }];
}

function memberOf(members: readonly TrackerMember[], userId: number): TrackerMember {
  const found = members.find((one) => one.userId === userId);
  if (found) return found;
  throw new DomainError('NOT_FOUND', `Member ${userId} not found`);
}

function requireOtherManager(members: readonly TrackerMember[], userId: number): void {
  if (members.some((one) => one.role === 'manager' && one.userId !== userId)) return;
  const message = 'Expected another manager who stays, found none; make somebody a manager first';
  throw new DomainError('CONFLICT', message);
}

/** Why an event cannot follow; `undefined` when it can. */
export function accessFlaw(access: TrackerAccess, event: AccessEvent): string | undefined {
  if (event.type === 'VisibilityChanged') {
    const { from } = event.data;
    const wrong = (['visibility', 'organisationRole'] as const).find(
      (field) => from[field] !== undefined && from[field] !== access[field],
    );
    return wrong && `from ${JSON.stringify(access[wrong])}, which it was`;
  }
  const found = access.members.find(({ userId }) => userId === event.data.userId);
  if (event.type === 'MemberAdded') return found && 'a member is added once';
  if (!found) return 'a member is added before anything else becomes of them';
  const role = event.type === 'MemberRemoved' ? event.data.role : event.data.from;
  return role === found.role ? undefined : `from ${JSON.stringify(found.role)}, which it was`;
}

/** The command that leads to an event. */
export function accessCommandOf(event: AccessEvent): AccessCommand {
  switch (event.type) {
    case 'MemberAdded':
      return { ...event.data, type: 'AddMember' };
    case 'MemberRoleChanged':
      return { type: 'ChangeMemberRole', userId: event.data.userId, role: event.data.to };
    case 'MemberRemoved':
      return { type: 'RemoveMember', userId: event.data.userId };
    case 'VisibilityChanged':
      return { ...event.data.to, type: 'ChangeVisibility' };
    default:
      return assertNever(event);
  }
}
