import type { Scenario } from '../scenario';
import { HTTP } from './http';
import { IMPORT_APPEND } from './import-append';
import { IMPORTS } from './imports';
import { PAGES } from './pages';
import { PAST } from './past';
import { REBUILD } from './rebuild';
import { RIGHTS } from './rights';
import { SEARCH } from './search';
import { SERIES } from './series';
import { START } from './start';
import { STATUS_CHANGE } from './status-change';
import { TOGETHER } from './together';
import { TRACING } from './tracing';
import { TWO_PROCESSES } from './two-processes';
import { WRITES_DURING_REBUILD } from './writes-during-rebuild';

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  STATUS_CHANGE,
  TWO_PROCESSES,
  WRITES_DURING_REBUILD,
  IMPORT_APPEND,
  HTTP,
  RIGHTS,
  PAGES,
  PAST,
  SERIES,
  TOGETHER,
  IMPORTS,
  TRACING,
  SEARCH,
  START,
  REBUILD,
];
