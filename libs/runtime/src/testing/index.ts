export {
  connectAgain,
  connectTo,
  createDatabaseLike,
  createEmptyDatabase,
  openFreshDatabase,
} from './fresh-database';
export { loadPrograms, postgresAccount } from '../postgres-account';
export { propertyRuns } from './property-runs';
export { freePort, installedProgram, TestPostgres } from './test-postgres';
