export function installedProgram(name: string, folder?: string): string;
export function freePort(): Promise<number>;
export function postgresAccount(): { readonly uid?: number; readonly gid?: number };

export interface TestPostgresOptions {
  /** Folder of the programs; without it the PostgreSQL that comes with `npm ci`. */
  readonly bin?: string | undefined;
  /** Of the server, as `name=value`. */
  readonly settings?: readonly string[];
}

export class TestPostgres {
  constructor(folder: string, port: number, options: TestPostgresOptions);
  static create(folder: string, options?: TestPostgresOptions): Promise<TestPostgres>;
  readonly folder: string;
  readonly port: number;
  readonly dataDirectory: string;
  readonly logFile: string;
  settings: readonly string[];
  readonly pid: number | undefined;
  url(database?: string): string;
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}
