import type { Clock, Scope, Users } from '@action-tracker/tracking';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';

/** The parts of the running application that an import asks and writes through. */
export interface ImportApplication {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  /** What the importer may see. */
  readonly scope: Scope;
  readonly users: Users;
  readonly clock: Clock;
  /** Where ledgers are read that an import continues. */
  readonly pool: Pool;
}
