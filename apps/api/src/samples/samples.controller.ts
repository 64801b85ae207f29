/** Sample data for a first look. The application has this controller outside production only. */
import type { SampleTracker, User } from '@action-tracker/contracts';
import { addSampleData, sampleTrackers } from '@action-tracker/samples';
import { Users } from '@action-tracker/tracking';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { CurrentUser } from '../auth/current-user';
import { NoBody } from '../http/no-body';
import { Reads, Stores } from '../openapi/describe';
import { list, object, text, whole } from '../openapi/schema';

const SAMPLES = list(object<SampleTracker>({ prefix: text(), name: text(), items: whole(0) }));

@Controller('api/sample-data')
export class SamplesController {
  /** Callers at the same time share one run. */
  private running: Promise<readonly SampleTracker[]> | undefined;

  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly users: Users,
  ) {}

  @Get()
  @Reads({ summary: 'List the sample trackers; not in production', answers: SAMPLES })
  list(): readonly SampleTracker[] {
    return sampleTrackers();
  }

  @Post()
  @HttpCode(200)
  @Stores({
    summary: 'Add the sample trackers, or what is missing of them; not in production',
    status: 200,
    needs: 'open_tracker',
    answers: SAMPLES,
    refusals: ['CONFLICT'],
  })
  add(@CurrentUser() user: User, @NoBody() _body: undefined): Promise<readonly SampleTracker[]> {
    const { commands, queries, users } = this;
    this.running ??= addSampleData({ commands, queries, users, isStopping: () => false }, user)
      .then((added) => added.map(({ prefix, name, items }) => ({ prefix, name, items })))
      .finally(() => {
        this.running = undefined;
      });
    return this.running;
  }
}
