/** The application with people of every role, and two trackers that not everybody sees. */
import { readSettings, type Database } from '@action-tracker/runtime';
import {
  AccessTokens,
  AddNoteCommand,
  ChangeAccessCommand,
  ChangeOrganisationCommand,
  CreateItemCommand,
  JobRunner,
  OpenReviewCommand,
  OpenTrackerCommand,
  Users,
  type Origin,
} from '@action-tracker/tracking';
import type { TrackerRole } from '@action-tracker/domain';
import type { Command } from '@nestjs/cqrs';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../application';
import { openApplicationDatabase } from './application-database';

/** `outsider` is a member of the organisation, `stranger` a guest elsewhere. */
export const PEOPLE = [
  ...(['admin', 'manager', 'editor', 'contributor', 'viewer'] as const),
  ...(['guest', 'outsider', 'stranger'] as const),
] as const;
export type Person = (typeof PEOPLE)[number];

/** Written only where `outsider` and `stranger` see nothing. */
export const SECRET = 'Zxqvsecret';
export const SECRET_PREFIX = 'QXZV';

/** Of the tracker with everybody in it; `guest` is an editor there. */
const ROLES: Readonly<Partial<Record<Person, TrackerRole>>> = {
  editor: 'editor',
  contributor: 'contributor',
  viewer: 'viewer',
  guest: 'editor',
};

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Sent {
  readonly json?: object | undefined;
  readonly form?: FormData | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export class Organisation {
  /** The ids of the two trackers: one with members, and one that `stranger` is a guest of. */
  readonly trackerId = 1;
  readonly otherId = 2;

  private constructor(
    readonly database: Database,
    readonly application: NestFastifyApplication,
    readonly url: string,
    readonly ids: Readonly<Record<Person, number>>,
    private readonly tokens: Readonly<Record<Person, string>>,
  ) {}

  static async start(): Promise<Organisation> {
    const database = await openApplicationDatabase();
    const settings = readSettings({ LOG_LEVEL: 'silent' });
    const application = await createApplication({ settings, database, jwtSecret: 'x'.repeat(32) });
    await application.listen(0, '127.0.0.1');
    const [users, tokens] = [application.get(Users), application.get(AccessTokens)];
    const ids = new Map<Person, number>();
    const issued = new Map<Person, string>();
    for (const person of PEOPLE) {
      const name = person === 'manager' ? `${SECRET} Manager` : `The ${person}`;
      const user = await users.create({ email: `${person}@${SECRET}.example`.toLowerCase(), name });
      ids.set(person, user.id);
      issued.set(person, await tokens.issue(user));
    }
    const of = <Value>(found: ReadonlyMap<Person, Value>) =>
      // One entry per person, which the type of `Object.fromEntries` cannot express.
      Object.fromEntries(found) as Record<Person, Value>;
    const url = await application.getUrl();
    const organisation = new Organisation(database, application, url, of(ids), of(issued));
    await organisation.furnish();
    return organisation;
  }

  async stop(): Promise<void> {
    await this.application.close();
    await this.database.close();
  }

  origin(person: Person): Origin {
    const correlationId = '00000000-0000-7000-8000-000000000000';
    return { actorId: this.ids[person], channel: 'api', correlationId };
  }

  give<Result>(command: Command<Result>): Promise<Result> {
    return this.application.get(CommandBus).execute(command);
  }

  async send(
    as: Person,
    method: string,
    path: string,
    { json, form, headers }: Sent = {},
  ): Promise<Answered> {
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
    const { status, headers: found } = response;
    return { status, headers: found, text: await response.text() };
  }

  /** The beginning of an answer that does not end. */
  async open(as: Person, path: string, signal: AbortSignal): Promise<Answered> {
    const headers = { Authorization: `Bearer ${this.tokens[as]}` };
    const response = await fetch(this.url + path, { headers, signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    // The first part says when to connect again, the second has the heads.
    for (let part = 0; part < 2 && reader && !text.includes('data:'); part++) {
      text += (await reader.read()).value ?? '';
    }
    return { status: response.status, headers: response.headers, text };
  }

  /** An answer that ends by itself, sooner or later. */
  async readToEnd(as: Person, path: string, signal: AbortSignal): Promise<string> {
    const headers = { Authorization: `Bearer ${this.tokens[as]}` };
    return (await fetch(this.url + path, { headers, signal })).text();
  }

  /** Signs in through the form, as browsers do. @returns the cookie */
  async signIn(email: string, name: string): Promise<string> {
    const { headers } = await fetch(`${this.url}/auth/login`, {
      ...{ method: 'POST', redirect: 'manual', headers: { Origin: this.url } },
      body: new URLSearchParams({ name, email, return_to: '/' }),
    });
    return headers.get('set-cookie')?.split(';')[0] ?? '';
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

  private async furnish(): Promise<void> {
    const { ids } = this;
    for (const [person, role] of [
      ['admin', 'admin'],
      ['guest', 'guest'],
      ['stranger', 'guest'],
    ] as const) {
      const change = { type: 'ChangePerson', userId: ids[person], role } as const;
      await this.give(new ChangeOrganisationCommand(change, this.origin('admin')));
    }
    await this.openTracker({ prefix: SECRET_PREFIX, name: `${SECRET} tracker` }, this.trackerId);
    for (const [person, role] of Object.entries(ROLES)) {
      await this.add(this.trackerId, { userId: ids[person as Person], role });
    }
    await this.openTracker({ prefix: 'AD', name: 'Astro' }, this.otherId);
    await this.add(this.otherId, { userId: ids.stranger, role: 'editor' });
  }

  /** A tracker for its members, with an item of the contributor, a note and a review. */
  private async openTracker(
    { prefix, name }: { prefix: string; name: string },
    trackerId: number,
  ): Promise<void> {
    const isSecret = trackerId === this.trackerId;
    const word = isSecret ? SECRET : 'Plain';
    const origin = this.origin(isSecret ? 'manager' : 'outsider');
    await this.give(
      new OpenTrackerCommand({ prefix, name, description: `${word} description` }, origin),
    );
    const change = { type: 'ChangeVisibility', visibility: 'members' } as const;
    await this.give(new ChangeAccessCommand(trackerId, change, origin));
    const ownerId = isSecret ? this.ids.contributor : this.ids.outsider;
    const item = { ...ITEM, title: `${word} item`, ownerId };
    const { stream } = await this.give(new CreateItemCommand(trackerId, item, origin));
    await this.give(new AddNoteCommand(stream, { content: `${word} note` }, origin));
    const review = { name: `${word} review`, participants: [] };
    await this.give(new OpenReviewCommand(trackerId, review, origin));
  }

  private async add(trackerId: number, member: { userId: number; role: TrackerRole }) {
    const change = { type: 'AddMember', ...member } as const;
    await this.give(new ChangeAccessCommand(trackerId, change, this.origin('admin')));
  }
}

const ITEM = { dueDate: '2026-04-01', category: 'ADCS', priority: 'High' } as const;
