import { UploadedImports } from '@action-tracker/import';
import { Clock, CurrentRights, JobRunner, Ledgers, Users } from '@action-tracker/tracking';
import type { Provider } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';

/** The library of imports knows no injection. */
export const UPLOADED_IMPORTS: Provider = {
  provide: UploadedImports,
  useFactory: (
    commands: CommandBus,
    queries: QueryBus,
    users: Users,
    clock: Clock,
    { pool }: Ledgers,
    jobs: JobRunner,
    rights: CurrentRights,
  ) => new UploadedImports({ commands, queries, users, clock, pool }, jobs, rights),
  inject: [CommandBus, QueryBus, Users, Clock, Ledgers, JobRunner, CurrentRights],
};
