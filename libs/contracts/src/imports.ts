/** Values and paths for importing files. */
export { FILE_FLAWS } from './file-flaw';
export {
  IMPORT_APPLIES,
  IMPORT_FIELDS,
  IMPORT_FILE_MAX_BYTES,
  IMPORT_MAX_ROWS,
  IMPORT_OUTCOMES,
  IMPORT_STATES,
} from './import-wire';

/** API paths of imported files. */
export const IMPORT_PATHS = {
  all: '/api/imports',
  one: (id: string) => `/api/imports/${id}`,
  preview: (id: string) => `/api/imports/${id}/preview`,
  report: (id: string) => `/api/imports/${id}/report`,
  run: (id: string) => `/api/imports/${id}/run`,
} as const;
