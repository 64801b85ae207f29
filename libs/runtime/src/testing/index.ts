export { connectAgain, connectTo, createEmptyDatabase, openFreshDatabase } from './fresh-database';
export { postgresAccount } from '../postgres-account';
export { freePort, installedProgram, TestPostgres } from './test-postgres';
