import type { Users } from '@action-tracker/tracking';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';

/** The parts of the running application through which sample data is written. */
export interface SampleApplication {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly users: Users;
  /** Whether to stop after the tracker at hand. */
  isStopping(): boolean;
}
