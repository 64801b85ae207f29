export { createEmptyDatabase, openFreshDatabase } from './fresh-database';
