import type { ErrorResponse } from '@action-tracker/contracts';
import { readSettings, type Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import { AccessTokens, USER_ENTITY, Users } from '@action-tracker/tracking';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createApplication } from '../application';
import { LIMITS, type Limits } from './limits';

let database: Database;
/** With little patience, for what must be refused in time. */
let hasty: NestFastifyApplication;
/** With the patience of every day: what comes at once is never late, however busy the machine. */
let patient: NestFastifyApplication;

beforeAll(async () => {
  database = await openFreshDatabase([USER_ENTITY]);
  hasty = await start({ ...LIMITS, headersMs: 100, requestMs: 200, idleMs: 300, checkMs: 50 });
  patient = await start({ ...LIMITS, idleMs: 300 });
});

async function start(limits: Limits): Promise<NestFastifyApplication> {
  const settings = readSettings({ LOG_LEVEL: 'silent' });
  const application = await createApplication({
    ...{ settings, database, jwtSecret: 'x'.repeat(32), limits },
  });
  await application.listen(0, '127.0.0.1');
  return application;
}

afterAll(async () => {
  await hasty.close();
  await patient.close();
  await database.close();
});

async function open(application: NestFastifyApplication): Promise<Socket> {
  const { port } = new URL(await application.getUrl());
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Everything the server says until it hangs up. */
async function read(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const problemIn = (answer: string) => {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const { error } = JSON.parse(body) as ErrorResponse;
  return { status: head.split('\r\n')[0], ...error };
};

it.each([
  {
    what: 'headers that are larger than 16 KiB',
    sends: `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(LIMITS.headerBytes)}\r\n\r\n`,
    status: 'HTTP/1.1 431 Request Header Fields Too Large',
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    what: 'headers that never end',
    sends: 'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    isSlow: true,
    status: 'HTTP/1.1 408 Request Timeout',
    code: 'VALIDATION_ERROR',
  },
  {
    what: 'what is not HTTP',
    sends: 'HELO mail.example.com\r\n\r\n',
    status: 'HTTP/1.1 400 Bad Request',
    code: 'VALIDATION_ERROR',
  },
  {
    what: 'a request without a host',
    sends: 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n',
    status: 'HTTP/1.1 400 Bad Request',
    code: 'VALIDATION_ERROR',
  },
  {
    what: 'a request with two hosts',
    sends: 'GET /health/live HTTP/1.1\r\nHost: x\r\nhost: y\r\nConnection: close\r\n\r\n',
    status: 'HTTP/1.1 400 Bad Request',
    code: 'VALIDATION_ERROR',
  },
  {
    what: 'an unknown expectation',
    sends: 'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: x\r\nConnection: close\r\n\r\n',
    status: 'HTTP/1.1 417 Expectation Failed',
    code: 'VALIDATION_ERROR',
  },
])(
  'answers $what in the shape of all errors, and hangs up',
  async ({ sends, isSlow, status, code }) => {
    const socket = await open(isSlow ? hasty : patient);
    socket.write(sends);
    expect(problemIn(await read(socket))).toMatchObject({
      status,
      code,
      correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  },
);

it('does not wait for a body that never comes', async () => {
  const maria = await hasty.get(Users).create({ email: 'maria@example.com', name: 'Maria' });
  const token = await hasty.get(AccessTokens).issue(maria);
  const socket = await open(hasty);
  const head = [
    ...['POST /api/trackers HTTP/1.1', 'Host: x', 'Content-Type: application/json'],
    `Authorization: Bearer ${token}`,
  ];
  socket.write([...head, 'Content-Length: 100', '', '{"prefix":'].join('\r\n'));
  expect(await read(socket)).toContain('408 Request Timeout');
});

it('lets a connection go on which nothing moves', async () => {
  const socket = await open(patient);
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await read(socket)).toContain('200 OK');
});

it('refuses a body over 1 MiB before it has come', async () => {
  const socket = await open(patient);
  const head = ['POST /auth/login HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];
  socket.write([...head, `Content-Length: ${LIMITS.bodyBytes + 1}`, '', '{'].join('\r\n'));
  expect(await read(socket)).toContain('413 Payload Too Large');
});
