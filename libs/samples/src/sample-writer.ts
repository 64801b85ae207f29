/**
 * Writes the life of one sample tracker in the order in which it happened: a review pins a position
 * of the ledger, so what was recorded before it has to come before it.
 */
import type { User } from '@action-tracker/contracts';
import { formatItemId } from '@action-tracker/domain';
import {
  AddNoteCommand,
  ChangeItemCommand,
  ChangeReviewCommand,
  ChangeStatusCommand,
  ImportItemCommand,
  OpenReviewCommand,
  type Origin,
} from '@action-tracker/tracking';
import { randomUUIDv7 } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { SampleApplication } from './application';
import type { Meeting } from './meetings';
import type { SampleTracker } from './sample-tracker';
import type { Step, Story } from './story';
import { dayOf } from './working-times';

/** Must never change: with another value everything would be seeded again. */
const SEED_NAMESPACE = '3b0c9a52-51d6-5f0e-8a55-0d7f5e6f2c41';
/** After everything that happens. */
const END_OF_TIME = '9999-12-31';

interface Place {
  readonly trackerId: number;
  readonly prefix: string;
}

/** An item of the sample by its number. */
export interface SampleItem {
  readonly number: number;
  readonly story: Story;
}

/** Something that happened to an item. */
interface Act {
  readonly at: string;
  readonly happen: () => Promise<unknown>;
}

export class SampleWriter {
  private readonly correlationId = randomUUIDv7();

  /** @param userIds by e-mail address; @param writer recorded as the user who entered the data */
  constructor(
    private readonly application: SampleApplication,
    private readonly sample: SampleTracker,
    private readonly userIds: ReadonlyMap<string, number>,
    private readonly writer: User,
  ) {}

  async write(
    place: Place,
    items: readonly SampleItem[],
    meetings: readonly Meeting[],
  ): Promise<void> {
    const acts = items.map((item) => this.actsOf(place, item, meetings));
    let from = '';
    const happen = async (to: string) => {
      const between = ({ at }: Act) => from <= at && at < to;
      await Promise.all(acts.map((one) => inOrder(one.filter(between))));
      from = to;
    };
    for (const [index, meeting] of meetings.entries()) {
      await happen(meeting.opensAt);
      const number = await this.open(place, `review-${index + 1}`, meeting);
      await happen(meeting.closesAt);
      await this.close(place, { name: `review-${index + 1}`, number, meeting });
    }
    await happen(END_OF_TIME);
  }

  /** @param name identifies the command: the same in every run, whichever prefix was free */
  origin(name: string, actor: string): Origin & { readonly commandId: string } {
    return {
      actorId: this.userId(actor),
      recordedById: this.writer.id,
      channel: 'cli',
      correlationId: this.correlationId,
      commandId: uuidv5(name, SEED_NAMESPACE),
    };
  }

  private async open({ trackerId }: Place, name: string, meeting: Meeting): Promise<number> {
    const { heldOn, opensAt: occurredAt, participants } = meeting;
    const input = {
      ...{ name: meeting.name, heldOn },
      participants: participants.map((email) => this.userId(email)),
    };
    const origin = { ...this.origin(this.nameOf(name), this.hostOf(meeting)), occurredAt };
    const command = new OpenReviewCommand(trackerId, input, origin);
    return (await this.application.commands.execute(command)).number;
  }

  private async close(
    { trackerId, prefix }: Place,
    { name, number, meeting }: { name: string; number: number; meeting: Meeting },
  ): Promise<void> {
    const acts = [
      ...meeting.discussed.map((item) => ({
        command: {
          type: 'DiscussItem' as const,
          itemId: formatItemId({ prefix, number: item.number }),
        },
        at: item.at,
      })),
      {
        command: { type: 'ChangeReview', changes: { minutes: meeting.minutes } },
        at: meeting.closesAt,
      },
      { command: { type: 'CloseReview' }, at: meeting.closesAt },
    ] as const;
    for (const [step, { command, at: occurredAt }] of acts.entries()) {
      const origin = this.origin(this.nameOf(`${name}/${step + 1}`), this.hostOf(meeting));
      await this.application.commands.execute(
        new ChangeReviewCommand(trackerId, number, command, { ...origin, occurredAt }),
      );
    }
  }

  private actsOf(
    place: Place,
    { number, story }: SampleItem,
    meetings: readonly Meeting[],
  ): readonly Act[] {
    const itemId = formatItemId({ prefix: place.prefix, number });
    const name = formatItemId({ prefix: this.sample.prefix, number });
    const steps = story.steps.map((step, index) => ({
      at: step.at,
      happen: () => this.take(itemId, step, this.origin(`${name}/${index + 1}`, step.actor)),
    }));
    const notes = meetings.flatMap((meeting, index) =>
      meeting.notes
        .filter((note) => note.number === number)
        .map(({ at, content }) => {
          const step = { kind: 'note', at, actor: this.hostOf(meeting), content } as const;
          const origin = this.origin(`${name}/review-${index + 1}`, step.actor);
          return { at, happen: () => this.take(itemId, step, origin) };
        }),
    );
    const creation = {
      at: story.createdAt,
      happen: () => this.create(place, { number, story }, this.origin(name, story.creator)),
    };
    const later = [...steps, ...notes].toSorted(
      (one, other) => Date.parse(one.at) - Date.parse(other.at),
    );
    return [creation, ...later];
  }

  private create(
    { trackerId }: Place,
    { number, story }: SampleItem,
    origin: Origin & { readonly commandId: string },
  ): Promise<unknown> {
    const [category, title] = this.sample.titles[number - 1] ?? ['Systems', ''];
    const { createdAt: at, priority, dueDate, owner } = story;
    const row = {
      ...({ number, title, category, priority, dueDate, status: 'New' } as const),
      ...{ ownerId: this.userId(owner), createDate: dayOf(at) },
    };
    const times = { createdAt: at, statusAt: at, noteAt: at };
    return this.application.commands.execute(new ImportItemCommand(trackerId, row, times, origin));
  }

  private take(itemId: string, step: Step, unplaced: Origin): Promise<unknown> {
    const { commands } = this.application;
    const origin = { ...unplaced, occurredAt: step.at };
    switch (step.kind) {
      case 'status': {
        const { status, comment } = step;
        return commands.execute(new ChangeStatusCommand(itemId, { status, comment }, origin));
      }
      case 'note': {
        const input = { content: step.content, noteDate: dayOf(step.at) };
        return commands.execute(new AddNoteCommand(itemId, input, origin));
      }
      case 'due': {
        const changes = { dueDate: step.dueDate, dueDateReason: step.reason };
        return commands.execute(new ChangeItemCommand(itemId, changes, origin));
      }
      case 'owner': {
        const changes = { ownerId: this.userId(step.owner) };
        return commands.execute(new ChangeItemCommand(itemId, changes, origin));
      }
    }
  }

  private hostOf({ participants }: Meeting): string {
    return participants[0] ?? '';
  }

  /** The command id does not depend on the prefix that was free. */
  private nameOf(name: string): string {
    return `${this.sample.prefix}/${name}`;
  }

  private userId(email: string): number {
    const id = this.userIds.get(email);
    if (id === undefined) throw new Error(`Expected a user of the sample, found ${email}`);
    return id;
  }
}

async function inOrder(acts: readonly Act[]): Promise<void> {
  for (const { happen } of acts) await happen();
}
