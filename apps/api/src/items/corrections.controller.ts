/** What takes something back: items are withdrawn and reinstated, notes amended and withdrawn. */
import type { ItemDetail, Note } from '@action-tracker/contracts';
import {
  AmendNoteCommand,
  GetItemAtVersion,
  GetNoteAtVersion,
  ReinstateItemCommand,
  WithdrawItemCommand,
  WithdrawNoteCommand,
  type ExpectedVersions,
  type Origin,
  type Scope,
} from '@action-tracker/tracking';
import { Body, Controller, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { RequestOrigin, RequestScope } from '../auth/current-user';
import { EntityTags } from '../http/entity-tags';
import { ItemIdPipe } from '../http/item-id.pipe';
import { NoBody } from '../http/no-body';
import { IfMatch } from '../http/preconditions';
import { Writes } from '../openapi/describe';
import { IF_MATCH, ITEM_ID, NOTE_ENTRY } from '../openapi/parameters';
import { ITEM_DETAIL, NOTE } from '../openapi/wire-schemas';
import { AmendNoteBody, WithdrawBody } from './item-bodies';
import { NoteEntryPipe } from './note-entry.pipe';

const REFUSALS = ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'] as const;
const OF_ITEM = {
  needs: 'withdraw_item',
  status: 200,
  answers: ITEM_DETAIL,
  headers: ['ETag'],
  parameters: [ITEM_ID, IF_MATCH],
} as const;
const OF_NOTE = {
  needs: 'correct_note',
  status: 200,
  answers: NOTE,
  headers: ['ETag'],
  parameters: [ITEM_ID, NOTE_ENTRY, IF_MATCH],
  refusals: REFUSALS,
} as const;

@Controller('api/items')
export class CorrectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly tags: EntityTags,
  ) {}

  @Post(':itemId/withdraw')
  @HttpCode(200)
  @Writes({
    summary: 'Withdraw an item, which then is in no list and refuses changes',
    body: WithdrawBody,
    refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    ...OF_ITEM,
  })
  async withdraw(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Body() { reason = null }: WithdrawBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const command = new WithdrawItemCommand(itemId, { reason }, origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetItemAtVersion(scope, itemId, version));
  }

  @Post(':itemId/reinstate')
  @HttpCode(200)
  @Writes({
    summary: 'Reinstate a withdrawn item',
    refusals: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    ...OF_ITEM,
  })
  async reinstate(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @NoBody() _body: undefined,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ItemDetail> {
    const command = new ReinstateItemCommand(itemId, origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetItemAtVersion(scope, itemId, version));
  }

  @Patch(':itemId/notes/:entry')
  @Writes({ summary: 'Amend the text of a note', body: AmendNoteBody, ...OF_NOTE })
  async amendNote(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Param('entry', NoteEntryPipe) entry: number,
    @Body() { content }: AmendNoteBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Note> {
    const input = { entry, content };
    const command = new AmendNoteCommand(itemId, input, origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetNoteAtVersion(scope, itemId, { entry, version }));
  }

  @Post(':itemId/notes/:entry/withdraw')
  @HttpCode(200)
  @Writes({ summary: 'Withdraw a note', body: WithdrawBody, ...OF_NOTE })
  async withdrawNote(
    @RequestScope() scope: Scope,
    @Param('itemId', ItemIdPipe) itemId: string,
    @Param('entry', NoteEntryPipe) entry: number,
    @Body() { reason = null }: WithdrawBody,
    @IfMatch() expectedVersions: ExpectedVersions,
    @RequestOrigin() origin: Origin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Note> {
    const input = { entry, reason };
    const command = new WithdrawNoteCommand(itemId, input, origin, expectedVersions);
    const { version } = await this.commands.execute(command);
    reply.header('ETag', await this.tags.of(version));
    return this.queries.execute(new GetNoteAtVersion(scope, itemId, { entry, version }));
  }
}
