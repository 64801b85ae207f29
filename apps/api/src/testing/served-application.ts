/** The application on an empty database, with two people who send requests. */
import type { Import, ImportPreview, Tracker } from '@action-tracker/contracts';
import { deleteUploads } from '@action-tracker/import';
import { readSettings, type Database } from '@action-tracker/runtime';
import { AccessTokens, JobRunner, Users } from '@action-tracker/tracking';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { createApplication } from '../application';
import { openApplicationDatabase } from './application-database';

const PEOPLE = {
  maria: { email: 'maria@example.com', name: 'Maria Ferreira' },
  bo: { email: 'bo@example.com', name: 'Bo Lind' },
} as const;
type Person = keyof typeof PEOPLE;

export interface Sent {
  readonly json?: object;
  readonly form?: FormData;
  /** Maria if unset. */
  readonly as?: Person;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

export class ServedApplication {
  private constructor(
    private readonly database: Database,
    private readonly application: NestFastifyApplication,
    private readonly url: string,
    readonly userIds: Readonly<Record<Person, number>>,
    private readonly tokens: Readonly<Record<Person, string>>,
  ) {}

  static async start(): Promise<ServedApplication> {
    const database = await openApplicationDatabase();
    const settings = readSettings({ LOG_LEVEL: 'silent' });
    const application = await createApplication({ settings, database, jwtSecret: 'x'.repeat(32) });
    await application.listen(0, '127.0.0.1');
    const url = await application.getUrl();
    const [users, tokens] = [application.get(Users), application.get(AccessTokens)];
    const [maria, bo] = [
      await users.findOrCreate(PEOPLE.maria),
      await users.findOrCreate(PEOPLE.bo),
    ];
    return new ServedApplication(
      database,
      application,
      url,
      { maria: maria.id, bo: bo.id },
      { maria: await tokens.issue(maria), bo: await tokens.issue(bo) },
    );
  }

  async stop(): Promise<void> {
    await this.application.close();
    await this.database.close();
  }

  /** Makes a job look as if its process had stopped in the middle, and continues it. */
  async continueJob(id: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE jobs SET ended_at = NULL, result = NULL, worked_at = now() - interval '1 hour'
       WHERE id = $1`,
      [id],
    );
    await this.application.get(JobRunner).continueAbandoned();
  }

  /** Deletes what was uploaded before now. */
  async deleteUploads(): Promise<number> {
    return deleteUploads(this.database.pool, new Date(Date.now() + 60_000));
  }

  async send<T>(
    method: string,
    path: string,
    { json, form, as = 'maria', headers }: Sent = {},
  ): Promise<Answered<T>> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.tokens[as]}`,
        ...(json ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(json ? { body: JSON.stringify(json) } : {}),
      ...(form ? { body: form } : {}),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    // Each test names the shape that the route answers with.
    const { status, headers: found } = response;
    return { status, headers: found, text, body: (isJson ? JSON.parse(text) : undefined) as T };
  }

  /** As if the person had another name at Google when they signed in. */
  async rename(person: Person, name: string): Promise<void> {
    const values = [this.userIds[person], name];
    await this.database.pool.query('UPDATE users SET name = $2 WHERE id = $1', values);
  }

  async openTracker(prefix: string): Promise<Tracker> {
    const json = { prefix, name: `Tracker ${prefix}` };
    return (await this.send<Tracker>('POST', '/api/trackers', { json })).body;
  }

  async preview(id: string, query = ''): Promise<ImportPreview> {
    return (await this.send<ImportPreview>('GET', `/api/imports/${id}/preview${query}`)).body;
  }

  /** Runs an import and waits for its end. */
  async runImport(id: string): Promise<Import> {
    const { status } = await this.send<Import>('POST', `/api/imports/${id}/run`);
    if (status !== 202) throw new Error(`Expected 202, found ${status}`);
    return this.endOfImport(id);
  }

  async endOfImport(id: string): Promise<Import> {
    for (;;) {
      const { body } = await this.send<Import>('GET', `/api/imports/${id}`);
      if (body.state !== 'running') return body;
      await wait(20);
    }
  }
}

export function uploadForm(trackerId: number, content: string | Buffer, name: string): FormData {
  const form = new FormData();
  form.append('tracker_id', String(trackerId));
  form.append('file', new File([new Uint8Array(Buffer.from(content))], name));
  return form;
}
