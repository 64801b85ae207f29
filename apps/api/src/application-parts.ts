import type { Database, Settings } from '@action-tracker/runtime';
import type { Limits } from './http/limits';

/** The parts of an application. */
export interface ApplicationParts {
  readonly settings: Settings;
  readonly database: Database;
  readonly jwtSecret: string;
  readonly limits?: Limits;
}
