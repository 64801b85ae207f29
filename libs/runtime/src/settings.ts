/**
 * Configuration: environment variables, parsed once at start. All bad or missing ones are reported
 * together, each in one line that names the variable, what was expected and what was found.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { OperatorError } from './operator-error';
import { readUtf8File } from './utf8-file';

export interface Settings {
  readonly isProduction: boolean;
  /** `undefined`: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** The address with which servers connect, for `migrate`; `undefined`: with that of `migrate`. */
  readonly serverDatabaseUrl: string | undefined;
  readonly databasePoolMax: number;
  /** Time limit for the statement of a read; 0 means no limit. */
  readonly databaseReadTimeoutMs: number;
  /** `off` for a pooler in transaction mode that does not know statements by name. */
  readonly preparedStatements: 'on' | 'off';
  /** HS256 key of at least 32 bytes; `undefined`: one is kept in `dataDir`. */
  readonly jwtSecret: string | undefined;
  /** `undefined`: everybody may sign in (never in production). */
  readonly allowedEmailDomains: readonly string[] | undefined;
  readonly publicUrl: URL | undefined;
  /** `undefined`: the local sign-in page (never in production). */
  readonly google: GoogleSettings | undefined;
  readonly host: string;
  readonly port: number;
  /** Connections of clients at once; more are closed without an answer. */
  readonly maxConnections: number;
  /** Number of proxies in front of the server. */
  readonly trustProxy: number;
  /** How long a stopping server still accepts requests after it reports not ready. */
  readonly shutdownDelaySeconds: number;
  /** IANA zone in which the server decides what day it is. */
  readonly timeZone: string;
  readonly logLevel: LogLevel;
  readonly rateLimits: RateLimits;
  /** `undefined`: only callers on this machine see metrics. */
  readonly metricsToken: string | undefined;
  /** A collector of OpenTelemetry; `undefined`: nothing is traced. */
  readonly tracesUrl: URL | undefined;
  /** Share of the traces that begin here which are kept, 0 to 1. */
  readonly tracesRatio: number;
  /** How long responses to retries are kept. */
  readonly idempotencyDays: number;
  /** Absolute path. */
  readonly dataDir: string;
}

/** Requests per minute; 0 is no limit. */
export interface RateLimits {
  /** Sign-ins of one client address. */
  readonly signIns: number;
  /** Changes of one user. */
  readonly writes: number;
}

/** How people sign in with Google, or with another identity server that speaks like it. */
export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
  /** `undefined`: Google's. */
  readonly authorizationUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly userinfoUrl: string | undefined;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every problem of the configuration, one line each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(['The configuration is invalid:', ...problems.map((line) => `  ${line}`)].join('\n'));
  }
}

const SECRET_MIN_BYTES = 32;
const MOST_PER_MINUTE = 1_000_000;

/**
 * Reads the settings from environment variables.
 *
 * @param role In production a `server` needs all that sign-in takes; a `command` only a database.
 * @throws SettingsError with all problems at once; values of secrets are never printed.
 */
export function readSettings(
  env: NodeJS.ProcessEnv,
  role: 'server' | 'command' = 'server',
): Settings {
  const read = new EnvironmentReader(env);
  const isProduction = env.NODE_ENV === 'production';
  const settings: Settings = {
    isProduction,
    ...readDatabaseSettings(read),
    jwtSecret: read.secret('JWT_SECRET', isLongEnough, `at least ${SECRET_MIN_BYTES} bytes`),
    allowedEmailDomains: read.domains('ALLOWED_EMAIL_DOMAINS'),
    publicUrl: read.url('PUBLIC_URL'),
    google: readGoogle(read),
    host: read.text('HOST') ?? '127.0.0.1',
    port: read.integer('PORT', { min: 0, max: 65_535, fallback: 8080 }),
    trustProxy: read.integer('TRUST_PROXY', { min: 0, max: 10, fallback: 0 }),
    shutdownDelaySeconds: read.integer('SHUTDOWN_DELAY_SECONDS', { min: 0, max: 300, fallback: 0 }),
    timeZone: read.timeZone('TIME_ZONE'),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    maxConnections: read.integer('MAX_CONNECTIONS', { min: 1, max: 100_000, fallback: 2_000 }),
    rateLimits: readRateLimits(read),
    idempotencyDays: read.integer('IDEMPOTENCY_DAYS', { min: 1, max: 3_650, fallback: 7 }),
    tracesUrl: read.url('OTEL_EXPORTER_OTLP_ENDPOINT'),
    tracesRatio: read.ratio('OTEL_TRACES_SAMPLER_ARG', 0.05),
    metricsToken: read.secret('METRICS_TOKEN', isLongEnough, `at least ${SECRET_MIN_BYTES} bytes`),
    dataDir: resolve(read.text('DATA_DIR') ?? '.data'),
  };
  if (isProduction && role === 'server') {
    read.require('JWT_SECRET', settings.jwtSecret, 'a secret key');
    read.require('ALLOWED_EMAIL_DOMAINS', settings.allowedEmailDomains, 'e-mail domains');
    read.require('GOOGLE_CLIENT_ID', read.text('GOOGLE_CLIENT_ID'), 'the client id');
  }
  if (read.problems.length > 0) throw new SettingsError(read.problems);
  return settings;
}

const readDatabaseSettings = (read: EnvironmentReader) => ({
  databaseUrl: read.secret('DATABASE_URL', isPostgresUrl, POSTGRES_URL),
  serverDatabaseUrl: read.secret('SERVER_DATABASE_URL', isRoleUrl, POSTGRES_URL),
  preparedStatements: read.oneOf('DB_PREPARED_STATEMENTS', ['on', 'off'], 'on'),
  databasePoolMax: read.integer('DB_POOL_MAX', { min: 1, max: 1_000, fallback: 10 }),
  databaseReadTimeoutMs: read.integer('DB_READ_TIMEOUT_MS', {
    min: 0,
    max: 600_000,
    fallback: 2_000,
  }),
});

const readRateLimits = (read: EnvironmentReader): RateLimits => ({
  signIns: read.integer('RATE_LIMIT_SIGN_INS', { min: 0, max: MOST_PER_MINUTE, fallback: 60 }),
  writes: read.integer('RATE_LIMIT_WRITES', { min: 0, max: MOST_PER_MINUTE, fallback: 6_000 }),
});

/** All of it or nothing: a client id needs its secret and the address to come back to. */
function readGoogle(read: EnvironmentReader): GoogleSettings | undefined {
  const clientId = read.text('GOOGLE_CLIENT_ID');
  const clientSecret = read.secret('GOOGLE_CLIENT_SECRET', () => true, 'the client secret');
  const publicUrl = read.text('PUBLIC_URL');
  if (clientId === undefined) return undefined;
  read.requireWith('GOOGLE_CLIENT_SECRET', clientSecret);
  read.requireWith('PUBLIC_URL', publicUrl);
  if (clientSecret === undefined || publicUrl === undefined || !URL.canParse(publicUrl)) {
    return undefined;
  }
  return {
    clientId,
    clientSecret,
    callbackUrl: new URL('/auth/callback', publicUrl).href,
    authorizationUrl: read.url('GOOGLE_AUTHORIZATION_URL')?.href,
    tokenUrl: read.url('GOOGLE_TOKEN_URL')?.href,
    userinfoUrl: read.url('GOOGLE_USERINFO_URL')?.href,
  };
}

/** Loads `.env` of the working folder, when there is one; variables that are set already win. */
export function loadEnvFile(): void {
  if (!existsSync('.env')) return;
  // Node would read a byte order mark as part of the first name, and replace invalid UTF-8.
  const found = parseEnv(readUtf8File('.env').replaceAll(/\r\n?/g, '\n'));
  for (const [name, value] of Object.entries(found)) process.env[name] ??= value;
}

const POSTGRES_URL = 'a URL like postgres://user:password@host/database';
const isPostgresUrl = (value: string): boolean =>
  URL.canParse(value) && ['postgres:', 'postgresql:'].includes(new URL(value).protocol);
const isRoleUrl = (value: string): boolean =>
  isPostgresUrl(value) && new URL(value).username !== '';
const isLongEnough = (value: string): boolean => Buffer.byteLength(value) >= SECRET_MIN_BYTES;

class EnvironmentReader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  /** A value that is never shown; it may also come as `NAME_FILE`, the path of a mounted file. */
  secret(name: string, isValid: (value: string) => boolean, expected: string): string | undefined {
    const value = this.text(name) ?? this.mountedFile(`${name}_FILE`);
    if (value === undefined) return undefined;
    if (!isValid(value)) this.problem(name, expected, 'something else (not shown)');
    return value;
  }

  integer(name: string, range: { min: number; max: number; fallback: number }): number {
    const text = this.text(name);
    if (text === undefined) return range.fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= range.min && value <= range.max) return value;
    this.problem(name, `a whole number from ${range.min} to ${range.max}`, JSON.stringify(text));
    return range.fallback;
  }

  ratio(name: string, fallback: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (value >= 0 && value <= 1) return value;
    this.problem(name, 'a number from 0 to 1', JSON.stringify(text));
    return fallback;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = allowed.find((word) => word === text);
    if (found === undefined) {
      this.problem(name, `one of ${allowed.join(', ')}`, JSON.stringify(text));
    }
    return found ?? fallback;
  }

  domains(name: string): readonly string[] | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const domains = text.split(',').map((domain) => domain.trim().toLowerCase());
    const isValid = domains.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain));
    if (!isValid) this.problem(name, 'domains separated by commas', JSON.stringify(text));
    return domains;
  }

  url(name: string): URL | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
    this.problem(name, 'an http or https URL', JSON.stringify(text));
    return undefined;
  }

  timeZone(name: string): string {
    const text = this.text(name) ?? 'UTC';
    try {
      new Intl.DateTimeFormat('en', { timeZone: text });
      return text;
    } catch {
      this.problem(name, 'an IANA time zone like Europe/Lisbon', JSON.stringify(text));
      return 'UTC';
    }
  }

  require(name: string, value: unknown, expected: string): void {
    const isReported = this.problems.some((problem) => problem.startsWith(`${name}:`));
    if (value === undefined && !isReported) {
      this.problem(name, `${expected} in production`, 'nothing');
    }
  }

  requireWith(name: string, value: unknown): void {
    if (value === undefined) {
      this.problem(name, 'a value, because GOOGLE_CLIENT_ID is set', 'nothing');
    }
  }

  private mountedFile(name: string): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      return readUtf8File(path).trim();
    } catch (error) {
      const isOther = error instanceof OperatorError;
      const expected = isOther ? 'a UTF-8 file' : 'the path of a readable file';
      this.problem(name, expected, isOther ? 'invalid bytes' : JSON.stringify(path));
      return undefined;
    }
  }

  private problem(name: string, expected: string, found: string): void {
    this.problems.push(`${name}: expected ${expected}, found ${found}`);
  }
}
