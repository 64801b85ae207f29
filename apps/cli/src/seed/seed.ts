/**
 * Sample trackers for a first look. Everything goes through the commands, with ids derived from
 * stable names and days counted back from the day the tracker was opened: a second run, or one
 * after an interruption, adds only what is missing.
 */
import type { Tracker, User } from '@action-tracker/contracts';
import { formatItemId } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import {
  AddNoteCommand,
  ChangeItemCommand,
  ChangeStatusCommand,
  FindTrackerOpenedBy,
  GetTracker,
  ImportItemCommand,
  ListItems,
  ListTrackers,
  OpenTrackerCommand,
  type Origin,
  Scope,
} from '@action-tracker/tracking';
import { randomUUIDv7 } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Session } from '../session';
import { ASTRO_DIGITAL } from './astro-digital';
import { ROCKET_LAB } from './rocket-lab';
import type { SampleTracker } from './sample-tracker';
import { SPACEX } from './spacex';
import { storyOf, type Step, type Story } from './story';
import { dayOf } from './working-times';

export interface SeededTracker {
  readonly prefix: string;
  readonly name: string;
  readonly items: number;
  /** Items of this run. */
  readonly created: number;
}

const SAMPLE_TRACKERS: readonly SampleTracker[] = [ASTRO_DIGITAL, SPACEX, ROCKET_LAB];
/** Must never change: with another value everything would be seeded again. */
const SEED_NAMESPACE = '3b0c9a52-51d6-5f0e-8a55-0d7f5e6f2c41';

/**
 * Adds missing sample data. It never writes to a tracker that it has not opened: if the prefix of a
 * sample is taken, the sample uses a free one.
 *
 * @param writer recorded as the user who entered the data
 */
export async function seed(session: Session, writer: User): Promise<readonly SeededTracker[]> {
  const seeded: SeededTracker[] = [];
  for (const sample of SAMPLE_TRACKERS) {
    if (session.interruption.isRequested) break;
    seeded.push(await new TrackerSeed(session, sample, writer).run());
  }
  return seeded;
}

const LETTERS = 'SABCDEFGHIJKLMNOPQRTUVWXYZ';

/** The sample's own prefix, then the same with one more letter. */
const prefixesFor = ({ prefix }: SampleTracker): readonly string[] => [
  prefix,
  ...LETTERS.split('').map((letter) => `${prefix}${letter}`),
];

class TrackerSeed {
  private readonly correlationId = randomUUIDv7();
  private readonly userIds = new Map<string, number>();

  constructor(
    private readonly session: Session,
    private readonly sample: SampleTracker,
    private readonly writer: User,
  ) {}

  async run(): Promise<SeededTracker> {
    const { name, titles, people } = this.sample;
    for (const person of people) {
      this.userIds.set(person.email, (await this.session.users.findOrCreate(person)).id);
    }
    const { id, prefix } = await this.findOrOpen();
    const { created_at } = await this.session.queries.execute(new GetTracker(Scope.everything, id));
    const items = await this.session.queries.execute(new ListItems(Scope.everything, id));
    const versions = new Map(items.map(({ number, version }) => [number, version]));
    const missing = titles
      .map((_, index) => ({
        number: index + 1,
        story: storyOf(this.sample, index, dayOf(created_at)),
      }))
      .filter(({ number, story }) => (versions.get(number) ?? 0) <= story.steps.length);
    await Promise.all(
      missing.map(({ number, story }) => this.writeStory(id, prefix, number, story)),
    );
    return { prefix, name, items: titles.length, created: missing.length };
  }

  private async findOrOpen(): Promise<Pick<Tracker, 'id' | 'prefix'>> {
    const { name, description, people } = this.sample;
    const prefixes = prefixesFor(this.sample);
    const origin = this.origin(this.sample.prefix, people[0]?.email ?? '');
    const { queries, commands } = this.session;
    const own = await queries.execute(
      new FindTrackerOpenedBy(Scope.everything, origin.commandId, prefixes),
    );
    if (own) return own;
    const taken = new Set(
      (await queries.execute(new ListTrackers(Scope.everything))).map(({ prefix }) => prefix),
    );
    const prefix = prefixes.find((wanted) => !taken.has(wanted));
    if (prefix === undefined) {
      throw new OperatorError(
        `Expected a free prefix for the sample tracker ${name}, found all taken from ` +
          `${prefixes[0]} to ${prefixes.at(-1)}.`,
      );
    }
    const input = { prefix, name, description };
    return { id: await commands.execute(new OpenTrackerCommand(input, origin)), prefix };
  }

  private async writeStory(
    trackerId: number,
    prefix: string,
    number: number,
    story: Story,
  ): Promise<void> {
    const [category, title] = this.sample.titles[number - 1] ?? ['Systems', ''];
    const { createdAt: at, priority, dueDate } = story;
    const itemId = formatItemId({ prefix, number });
    // The command id does not depend on the prefix that was free.
    const name = formatItemId({ prefix: this.sample.prefix, number });
    const input = { number, title, category, priority, dueDate, status: 'New' } as const;
    const times = { createdAt: at, statusAt: at, noteAt: at };
    await this.session.commands.execute(
      new ImportItemCommand(
        trackerId,
        { ...input, ownerId: this.userId(story.owner), createDate: dayOf(at) },
        times,
        this.origin(name, story.creator),
      ),
    );
    for (const [index, step] of story.steps.entries()) {
      const origin = this.origin(`${name}/${index + 1}`, step.actor);
      await this.take(itemId, step, { ...origin, occurredAt: step.at });
    }
  }

  private async take(itemId: string, step: Step, origin: Origin): Promise<void> {
    const { commands } = this.session;
    switch (step.kind) {
      case 'status': {
        const { status, comment } = step;
        await commands.execute(new ChangeStatusCommand(itemId, { status, comment }, origin));
        return;
      }
      case 'note': {
        const input = { content: step.content, noteDate: dayOf(step.at) };
        await commands.execute(new AddNoteCommand(itemId, input, origin));
        return;
      }
      case 'due':
        await commands.execute(new ChangeItemCommand(itemId, { dueDate: step.dueDate }, origin));
        return;
      case 'owner': {
        const changes = { ownerId: this.userId(step.owner) };
        await commands.execute(new ChangeItemCommand(itemId, changes, origin));
      }
    }
  }

  private origin(name: string, actor: string): Origin & { readonly commandId: string } {
    return {
      actorId: this.userId(actor),
      recordedById: this.writer.id,
      channel: 'cli',
      correlationId: this.correlationId,
      commandId: uuidv5(name, SEED_NAMESPACE),
    };
  }

  private userId(email: string): number {
    const id = this.userIds.get(email);
    if (id === undefined) throw new Error(`Expected a user of the sample, found ${email}`);
    return id;
  }
}
