import type { Clock, Scope, Users } from '@action-tracker/tracking';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';

/** The parts of the running application that an import reads and writes through. */
export interface ImportApplication {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  /** What the importing user may see. */
  readonly scope: Scope;
  readonly users: Users;
  readonly clock: Clock;
  /** For reading ledgers that an import continues. */
  readonly pool: Pool;
}
