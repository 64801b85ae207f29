import { readSettings, SettingsError } from './settings';

const SECRET = 'a secret that nobody should ever see in a log';

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
};

describe('the settings', () => {
  it('need nothing outside production', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      isProduction: false,
      databaseUrl: undefined,
      jwtSecret: undefined,
      allowedEmailDomains: undefined,
      publicUrl: undefined,
      host: '127.0.0.1',
      port: 8080,
      trustProxy: 0,
      shutdownDelaySeconds: 0,
      timeZone: 'UTC',
      logLevel: 'info',
      rateLimits: { signIns: 60, writes: 6_000 },
      idempotencyDays: 7,
    });
    expect(settings.dataDir).toMatch(/^\/.*\/\.data$/);
  });

  it('take blank values for missing ones', () => {
    const names = ['PORT', 'HOST', 'JWT_SECRET', 'DATABASE_URL', 'TIME_ZONE', 'LOG_LEVEL'];
    const blank = Object.fromEntries(names.map((name) => [name, ' ']));
    expect(readSettings(blank)).toEqual(readSettings({}));
  });

  it('are read from the environment', () => {
    expect(
      readSettings({
        DATABASE_URL: 'postgresql://user:pass@db.internal:5433/tracker',
        DB_POOL_MAX: '25',
        JWT_SECRET: ` ${SECRET} `,
        ALLOWED_EMAIL_DOMAINS: ' Example.com, sub.example.org ',
        PUBLIC_URL: 'https://actions.example.com/',
        HOST: '0.0.0.0',
        PORT: '0',
        TRUST_PROXY: '2',
        TIME_ZONE: 'Pacific/Kiritimati',
        LOG_LEVEL: 'trace',
        DATA_DIR: '/var/lib/action-tracker',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
        OTEL_TRACES_SAMPLER_ARG: '0.5',
      }),
    ).toMatchObject({
      databaseUrl: 'postgresql://user:pass@db.internal:5433/tracker',
      databasePoolMax: 25,
      tracesUrl: new URL('http://collector:4318'),
      tracesRatio: 0.5,
      jwtSecret: SECRET,
      allowedEmailDomains: ['example.com', 'sub.example.org'],
      publicUrl: new URL('https://actions.example.com'),
      host: '0.0.0.0',
      port: 0,
      trustProxy: 2,
      timeZone: 'Pacific/Kiritimati',
      logLevel: 'trace',
      dataDir: '/var/lib/action-tracker',
    });
  });

  it('report all problems at once, each in a line with name, expectation and finding', () => {
    const problems = problemsOf({
      DB_POOL_MAX: '0',
      PORT: '65536',
      TRUST_PROXY: '-1',
      TIME_ZONE: 'Mars/Olympus',
      LOG_LEVEL: 'INFO',
      ALLOWED_EMAIL_DOMAINS: 'example.com,,@x',
      PUBLIC_URL: 'javascript:alert(1)',
    });
    expect(problems.toSorted()).toEqual([
      'ALLOWED_EMAIL_DOMAINS: expected domains separated by commas, found "example.com,,@x"',
      'DB_POOL_MAX: expected a whole number from 1 to 1000, found "0"',
      'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent, found "INFO"',
      'PORT: expected a whole number from 0 to 65535, found "65536"',
      'PUBLIC_URL: expected an http or https URL, found "javascript:alert(1)"',
      'TIME_ZONE: expected an IANA time zone like Europe/Lisbon, found "Mars/Olympus"',
      'TRUST_PROXY: expected a whole number from 0 to 10, found "-1"',
    ]);
  });

  it.each(['1e3', '0x50', '80.0', '+80', '٨٠', '80 80', '99999999999999999999', 'NaN'])(
    'take %j for no port',
    (PORT) => {
      expect(problemsOf({ PORT })).toHaveLength(1);
    },
  );

  it.each(['-0.1', '1.1', 'a tenth'])('do not take %j for a share of traces', (ratio) => {
    expect(problemsOf({ OTEL_TRACES_SAMPLER_ARG: ratio })).toEqual([
      `OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1, found "${ratio}"`,
    ]);
  });

  it('show one line per problem, whatever the value holds', () => {
    const [problem] = problemsOf({ PORT: 'a\nJWT_SECRET: fine' });
    expect(problem).not.toContain('\n');
  });

  it('never show a secret', () => {
    const env = { DATABASE_URL: `mysql://root:${SECRET}@host/db`, JWT_SECRET: 'short but secret' };
    expect(problemsOf(env)).toEqual([
      'DATABASE_URL: expected a URL like postgres://user:password@host/database, found something else (not shown)',
      'JWT_SECRET: expected at least 32 bytes, found something else (not shown)',
    ]);
    expect(() => readSettings(env)).toThrow(/^(?:(?!secret that|short but)[^])*$/);
  });

  it('count the bytes of a key, not its characters', () => {
    expect(problemsOf({ JWT_SECRET: 'x'.repeat(31) })).toHaveLength(1);
    expect(problemsOf({ JWT_SECRET: 'x'.repeat(32) })).toEqual([]);
    expect(problemsOf({ JWT_SECRET: '🚀'.repeat(8) })).toEqual([]);
  });

  it('need a key and domains in production', () => {
    const problems = problemsOf({ NODE_ENV: 'production' });
    expect(problems).toContain('JWT_SECRET: expected a secret key in production, found nothing');
    expect(problems).toContain(
      'ALLOWED_EMAIL_DOMAINS: expected e-mail domains in production, found nothing',
    );
  });

  it('need nothing of that for a command', () => {
    expect(readSettings({ NODE_ENV: 'production' }, 'command')).toMatchObject({
      isProduction: true,
      jwtSecret: undefined,
    });
  });

  it('report a bad value in production once', () => {
    const problems = problemsOf({ NODE_ENV: 'production', JWT_SECRET: 'short' });
    expect(problems.filter((problem) => problem.startsWith('JWT_SECRET'))).toHaveLength(1);
  });
});
