import type { UndoResult } from '@action-tracker/contracts';
import type { EntrySet } from '@action-tracker/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUIDv7 } from 'node:crypto';
import { JobRunner } from './job-runner';
import type { Started } from './started';
import type { Origin } from '../ledger/origin';
import type { Scope } from '../ledger/scope';
import { Undo } from './undo';
import { VisibleResults } from './visible-result';

/** Undoes a command, or everything that one act wrote; a dry run says what that would do. */
export class UndoCommand extends Command<Started<UndoResult>> {
  constructor(
    readonly scope: Scope,
    readonly set: EntrySet,
    readonly isDryRun: boolean,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(UndoCommand)
export class UndoHandler implements ICommandHandler<UndoCommand> {
  constructor(
    private readonly undo: Undo,
    private readonly runner: JobRunner,
    private readonly results: VisibleResults,
  ) {}

  async execute({
    scope,
    set,
    isDryRun,
    origin: given,
  }: UndoCommand): Promise<Started<UndoResult>> {
    const { commandId, batch = commandId ?? randomUUIDv7(), ...origin } = given;
    const plan = async () => {
      const streams = await this.undo.find(scope, set);
      const trackerIds = [...new Set(streams.map(({ ledgerId }) => ledgerId))];
      const forUser = scope.userId ?? null;
      return { request: { set, origin, trackerIds, forUser }, items: streams.length };
    };
    if (isDryRun) {
      const { request } = await plan();
      return { result: await this.undo.run({ ...request, batch: null }) };
    }
    const asked = { id: batch, kind: 'undo', userId: origin.actorId, content: set } as const;
    return this.results.started(scope, await this.runner.start(asked, plan));
  }
}
