export { connectAgain, connectTo, createEmptyDatabase, openFreshDatabase } from './fresh-database';
