/**
 * Sample trackers for a first look. Everything goes through the commands, with ids derived from
 * stable names and days counted back from the day the tracker was opened: a second run, or one
 * after an interruption, adds only what is missing.
 */
import type { Tracker, User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import {
  FindTrackerOpenedBy,
  GetTracker,
  ListItems,
  ListReviews,
  ListTrackers,
  OpenTrackerCommand,
  Scope,
} from '@action-tracker/tracking';
import type { SampleApplication } from './application';
import { ASTRO_DIGITAL } from './astro-digital';
import { type Meeting, meetingsOf } from './meetings';
import { ROCKET_LAB } from './rocket-lab';
import type { SampleTracker } from './sample-tracker';
import { type SampleItem, SampleWriter } from './sample-writer';
import { SPACEX } from './spacex';
import { storyOf } from './story';
import { dayOf } from './working-times';

export interface SeededTracker {
  readonly prefix: string;
  readonly name: string;
  readonly items: number;
  /** Items of this run. */
  readonly created: number;
}

const SAMPLE_TRACKERS: readonly SampleTracker[] = [ASTRO_DIGITAL, SPACEX, ROCKET_LAB];

/** The samples with the prefixes that they have unless these are taken. */
export const sampleTrackers = (): readonly Omit<SeededTracker, 'created'>[] =>
  SAMPLE_TRACKERS.map(({ prefix, name, titles }) => ({ prefix, name, items: titles.length }));

/**
 * Adds missing sample data. It never writes to a tracker that it has not opened: if the prefix of a
 * sample is taken, the sample uses a free one.
 *
 * @param writer recorded as the user who entered the data
 */
export async function addSampleData(
  application: SampleApplication,
  writer: User,
): Promise<readonly SeededTracker[]> {
  const seeded: SeededTracker[] = [];
  for (const sample of SAMPLE_TRACKERS) {
    if (application.isStopping()) break;
    seeded.push(await new TrackerSeed(application, sample, writer).run());
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
  private readonly userIds = new Map<string, number>();
  private readonly samples: SampleWriter;

  constructor(
    private readonly application: SampleApplication,
    private readonly sample: SampleTracker,
    writer: User,
  ) {
    this.samples = new SampleWriter(application, sample, this.userIds, writer);
  }

  async run(): Promise<SeededTracker> {
    const { name, titles, people } = this.sample;
    for (const person of people) {
      this.userIds.set(person.email, (await this.application.users.findOrCreate(person)).id);
    }
    const { id, prefix } = await this.findOrOpen();
    const { created_at } = await this.application.queries.execute(
      new GetTracker(Scope.everything, id),
    );
    const today = dayOf(created_at);
    const stories = titles.map((_, index) => storyOf(this.sample, index, today));
    const meetings = meetingsOf(this.sample, stories, today);
    const items = stories.map((story, index) => ({ number: index + 1, story }));
    const missing = await this.missing(id, items, meetings);
    // The last entry of an item follows the last meeting, so complete items mean closed reviews.
    if (missing.length > 0) {
      await this.samples.write({ trackerId: id, prefix }, missing, meetings);
    }
    return { prefix, name, items: titles.length, created: missing.length };
  }

  /** The items that do not have all of their entries yet. */
  private async missing(
    trackerId: number,
    items: readonly SampleItem[],
    meetings: readonly Meeting[],
  ): Promise<readonly SampleItem[]> {
    const { queries } = this.application;
    const found = await queries.execute(new ListItems(Scope.everything, trackerId));
    const versions = new Map(found.map(({ number, version }) => [number, version]));
    const isWithout = (notesOf: (number: number) => number) =>
      items.filter(
        ({ number, story }) => (versions.get(number) ?? 0) <= story.steps.length + notesOf(number),
      );
    // A tracker of an earlier version, which held no meetings, is complete without them.
    const reviews = await queries.execute(new ListReviews(Scope.everything, trackerId));
    if (reviews.length === 0 && isWithout(() => 0).length === 0) return [];
    const notes = meetings.flatMap((meeting) => meeting.notes);
    return isWithout((number) => notes.filter((note) => note.number === number).length);
  }

  private async findOrOpen(): Promise<Pick<Tracker, 'id' | 'prefix'>> {
    const { name, description, people } = this.sample;
    const prefixes = prefixesFor(this.sample);
    const origin = this.samples.origin(this.sample.prefix, people[0]?.email ?? '');
    const { queries, commands } = this.application;
    const own = await queries.execute(
      new FindTrackerOpenedBy(Scope.everything, origin.commandId, prefixes),
    );
    if (own) return own;
    const taken = new Set(
      (await queries.execute(new ListTrackers(Scope.everything))).map(({ prefix }) => prefix),
    );
    const prefix = prefixes.find((wanted) => !taken.has(wanted));
    if (prefix === undefined) {
      throw new DomainError(
        'CONFLICT',
        `Expected a free prefix for the sample tracker ${name}, found all taken from ` +
          `${prefixes[0]} to ${prefixes.at(-1)}`,
      );
    }
    const input = { prefix, name, description };
    return { id: await commands.execute(new OpenTrackerCommand(input, origin)), prefix };
  }
}
