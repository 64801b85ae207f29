import type { Database, Settings } from '@action-tracker/runtime';
import type { Limits } from './http/limits';

/** What an application is made of. */
export interface ApplicationParts {
  readonly settings: Settings;
  readonly database: Database;
  readonly jwtSecret: string;
  readonly limits?: Limits;
}
