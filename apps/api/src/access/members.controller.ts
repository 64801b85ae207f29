import { type Member } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { DomainError } from '@action-tracker/domain';
import type { Settings } from '@action-tracker/runtime';
import {
  ChangeAccessCommand,
  Invitations,
  ListMembers,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { NoBody } from '../http/no-body';
import { TrackerIdPipe } from '../http/tracker-id.pipe';
import { SETTINGS } from '../injection-keys';
import { Reads, Writes } from '../openapi/describe';
import { TRACKER_ID, USER_ID } from '../openapi/parameters';
import { MEMBER } from '../openapi/people-schemas';
import { list } from '../openapi/schema';
import { AddMemberBody, ChangeMemberBody } from './access-bodies';
import { UserIdPipe } from './user-id.pipe';

const ONE = { parameters: [TRACKER_ID, USER_ID], refusals: ['NOT_FOUND', 'CONFLICT'] } as const;

@Controller('api/trackers/:trackerId/members')
export class MembersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly invitations: Invitations,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Reads({
    summary: 'List the people with a role of their own in a tracker, by name',
    answers: list(MEMBER),
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND'],
  })
  list(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
  ): Promise<readonly Member[]> {
    return this.queries.execute(new ListMembers(scope, trackerId));
  }

  @Post()
  @Writes({
    summary: 'Add a member; an unknown e-mail address is invited as a guest',
    status: 201,
    body: AddMemberBody,
    answers: MEMBER,
    headers: ['Location'],
    needs: 'manage_members',
    parameters: [TRACKER_ID],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async add(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Body() { role, user_id: id, email }: AddMemberBody,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Member> {
    const { allowedEmailDomains: domains } = this.settings;
    const userId = await this.invitations.find({ id, email, role }, domains, origin);
    const change = { type: 'AddMember', userId, role } as const;
    await this.commands.execute(new ChangeAccessCommand(trackerId, change, origin));
    reply.header('Location', ACCESS_PATHS.member(trackerId, userId));
    return this.memberOf(scope, trackerId, userId);
  }

  @Patch(':userId')
  @Writes({
    summary: 'Change the role of a member',
    status: 200,
    body: ChangeMemberBody,
    answers: MEMBER,
    headers: [],
    needs: 'manage_members',
    ...ONE,
  })
  async change(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('userId', UserIdPipe) userId: number,
    @Body() { role }: ChangeMemberBody,
    @RequestOrigin() origin: Origin,
  ): Promise<Member> {
    await this.invitations.requireRole(userId, role);
    const change = { type: 'ChangeMemberRole', userId, role } as const;
    await this.commands.execute(new ChangeAccessCommand(trackerId, change, origin));
    return this.memberOf(scope, trackerId, userId);
  }

  @Delete(':userId')
  @Writes({
    summary: 'Remove a member; answers the others',
    status: 200,
    answers: list(MEMBER),
    headers: [],
    needs: 'manage_members',
    ...ONE,
  })
  async remove(
    @RequestScope() scope: Scope,
    @Param('trackerId', TrackerIdPipe) trackerId: number,
    @Param('userId', UserIdPipe) userId: number,
    @NoBody() _body: undefined,
    @RequestOrigin() origin: Origin,
  ): Promise<readonly Member[]> {
    const change = { type: 'RemoveMember', userId } as const;
    await this.commands.execute(new ChangeAccessCommand(trackerId, change, origin));
    return this.queries.execute(new ListMembers(scope, trackerId));
  }

  private async memberOf(scope: Scope, trackerId: number, userId: number): Promise<Member> {
    const members = await this.queries.execute(new ListMembers(scope, trackerId));
    const member = members.find(({ user_id }) => user_id === userId);
    // Somebody else may have removed them in the meantime.
    if (!member) throw new DomainError('NOT_FOUND', `Member ${userId} not found`);
    return member;
  }
}
