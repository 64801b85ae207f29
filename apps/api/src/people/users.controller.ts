import type { MergedPerson, Person } from '@action-tracker/contracts';
import {
  ChangePersonCommand,
  MergePersonCommand,
  VisiblePeople,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ChangePersonBody, MergePersonBody } from '../access/access-bodies';
import { UserIdPipe } from '../access/user-id.pipe';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { camelCased } from '../http/camel-case';
import { Reads, Writes } from '../openapi/describe';
import { USER_ID } from '../openapi/parameters';
import { MERGED_PERSON, PERSON } from '../openapi/people-schemas';
import { list } from '../openapi/schema';

@Controller('api/users')
export class UsersController {
  constructor(
    private readonly people: VisiblePeople,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads({ summary: 'List the people whom one may see, by name', answers: list(PERSON) })
  list(@RequestScope() scope: Scope): Promise<readonly Person[]> {
    return this.people.persons(scope);
  }

  @Patch(':userId')
  @Writes({
    summary: 'Change the initials of a person, their role, or whether they may sign in',
    status: 200,
    body: ChangePersonBody,
    answers: PERSON,
    headers: [],
    needs: 'manage_people',
    parameters: [USER_ID],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  async change(
    @RequestScope() scope: Scope,
    @Param('userId', UserIdPipe) userId: number,
    @Body() body: ChangePersonBody,
    @RequestOrigin() origin: Origin,
  ): Promise<Person> {
    await this.commands.execute(new ChangePersonCommand(userId, camelCased(body), origin));
    return this.people.person(scope, userId);
  }

  @Post(':userId/merge')
  @Writes({
    summary: 'Merge a person, such as one from an import, into another one; cannot be undone',
    status: 200,
    body: MergePersonBody,
    answers: MERGED_PERSON,
    headers: [],
    needs: 'manage_people',
    parameters: [USER_ID],
    refusals: ['NOT_FOUND', 'CONFLICT'],
  })
  @HttpCode(200)
  merge(
    @Param('userId', UserIdPipe) userId: number,
    @Body() { into, dry_run: isDryRun }: MergePersonBody,
    @RequestOrigin() origin: Origin,
  ): Promise<MergedPerson> {
    return this.commands.execute(new MergePersonCommand(userId, into, origin, isDryRun));
  }
}
