export { keepSecret } from './data-folder';
export { openDatabase, runMigrations, type Connections, type Database } from './database';
export { forOperator, OperatorError } from './operator-error';
export { ownsLedger, prepareServerRole } from './server-role';
export { loadEnvFile, readSettings, SettingsError, type Settings } from './settings';
export { readUtf8File } from './utf8-file';
