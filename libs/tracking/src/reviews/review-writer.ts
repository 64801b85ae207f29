/** The write path of every review command: find the ledger, decide with the domain, append. */
import {
  decideReview,
  DomainError,
  formatReviewId,
  ITEM,
  NO_REVIEW,
  parseReviewId,
  REVIEW,
  stateOf,
  USER_ID_RULE,
  type DecisionContext,
  type OpenReview,
  type ReviewCommand,
} from '@action-tracker/domain';
import {
  LedgerWriter,
  type CommandOutcome,
  type LoadedStream,
  type NewEvent,
} from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ledger/clock';
import { Ledgers } from '../ledger/ledgers';
import {
  metadataOf,
  requireTimeInOrder,
  requireVersion,
  toNewEvent,
  type ExpectedVersions,
  type Origin,
} from '../ledger/origin';
import { Scope } from '../ledger/scope';
import type { StreamState } from '../ledger/stream-model';
import { Users } from '../people/user';
import { reviewNotFound } from './reviews';

/** The review that a command addressed, and the version at which the command left it. */
export interface ReviewOutcome {
  readonly number: number;
  readonly version: number;
}

interface ReviewWrite {
  readonly trackerId: number;
  readonly number: number;
  readonly command: ReviewCommand;
  readonly origin: Origin;
  readonly expectedVersions?: ExpectedVersions;
}

type Loaded = LoadedStream<StreamState>;

/** An existing review was found under the number of a new one. */
class NumberTaken extends Error {}

function ifTaken(error: unknown): undefined {
  if (!(error instanceof NumberTaken)) throw error;
}

@Injectable()
export class ReviewWriter {
  constructor(
    private readonly writer: LedgerWriter<StreamState>,
    private readonly ledgers: Ledgers,
    private readonly users: Users,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens the next review. Its number comes from a read, and the ledger checks it: nobody may have
   * taken the number, and the review before it must have ended.
   *
   * @throws DomainError CONFLICT when a review is open
   */
  async open(
    trackerId: number,
    input: Omit<OpenReview, 'type' | 'number'>,
    origin: Origin,
  ): Promise<ReviewOutcome> {
    let number = await this.nextNumber(trackerId);
    for (;;) {
      const command = { type: 'OpenReview', number, ...input } as const;
      // The number is not part of the content: a repeat would find another one.
      const outcome = await this.write({ trackerId, number, command, origin }, input).catch(
        ifTaken,
      );
      if (outcome) return outcome;
      number++;
    }
  }

  /** Applies a command to an existing review. @throws DomainError from the decider, NOT_FOUND */
  change(write: ReviewWrite): Promise<ReviewOutcome> {
    return this.write(write, write.command);
  }

  private async write(write: ReviewWrite, content: object): Promise<ReviewOutcome> {
    const { trackerId, command, origin } = write;
    const { prefix } = await this.ledgers.ofTracker(Scope.everything, trackerId);
    const stream = formatReviewId({ prefix, number: write.number });
    const context = {
      today: this.clock.today(),
      nextNumber: write.number,
      isUser: await this.knownUsers(command),
    };
    const outcome = await this.writer.write({
      ledgerId: trackerId,
      target: { stream },
      ...alsoRead(write, prefix),
      metadata: metadataOf(origin, command.type === 'OpenReview' ? content : [stream, content]),
      decide: (loaded) => this.decide(write, loaded, context),
    });
    return outcomeOf(outcome, write.number);
  }

  private decide(
    { command, origin, expectedVersions, number }: ReviewWrite,
    loaded: Loaded,
    context: DecisionContext,
  ): readonly NewEvent[] {
    const review = stateOf(REVIEW, loaded.state);
    const isOpening = command.type === 'OpenReview';
    if (!isOpening && !review.exists) throw reviewNotFound(number);
    if (command.type === 'DiscussItem') requireItem(loaded, command.itemId);
    const before = isOpening ? NO_REVIEW : review;
    const events = decideReview(before, command, context).map(toNewEvent);
    // After the decision, which refuses invalid values first.
    if (isOpening) requireNext(loaded, number);
    if (command.type === 'DiscussItem') requireInUse(loaded, command.itemId);
    requireVersion(expectedVersions, loaded.version);
    const { occurredAt } = origin;
    if (occurredAt === undefined) return events;
    const last = loaded.version === 0 ? occurredAt : loaded.state.occurredAt;
    requireTimeInOrder(occurredAt, { last, now: this.clock.now().toISOString() });
    return events.map((event) => ({ ...event, occurredAt }));
  }

  private async nextNumber(trackerId: number): Promise<number> {
    const { rows } = await this.ledgers.pool.query<{ next: number }>({
      name: 'next_review',
      text: 'SELECT coalesce(max(number), 0) + 1 AS next FROM reviews WHERE tracker_id = $1',
      values: [trackerId],
    });
    return rows[0]?.next ?? 1;
  }

  /** Safe to check before the decision, because users are never deleted. */
  private async knownUsers(command: ReviewCommand): Promise<(id: number) => boolean> {
    const asked = participantsOf(command).filter((id) => USER_ID_RULE.problem(id) === undefined);
    const known = await this.users.existing([...new Set(asked)]);
    return (id) => known.has(id);
  }
}

function participantsOf(command: ReviewCommand): readonly number[] {
  if (command.type === 'OpenReview') return command.participants;
  return command.type === 'ChangeReview' ? (command.changes.participants ?? []) : [];
}

/** A further stream of the decision: the review before a new one, or the discussed item. */
function alsoRead({ command, number }: ReviewWrite, prefix: string) {
  if (command.type === 'DiscussItem') return { also: [command.itemId] };
  const hasEarlier = command.type === 'OpenReview' && number > 1;
  return hasEarlier ? { also: [formatReviewId({ prefix, number: number - 1 })] } : {};
}

/** Reviews have ended for good, so of all reviews only the last can be open. */
function requireNext({ state, also }: Loaded, number: number): void {
  const taken = stateOf(REVIEW, state);
  if (taken.exists && taken.state !== 'open') throw new NumberTaken();
  const [before] = [...also.values()].map((one) => stateOf(REVIEW, one.state));
  const open = [taken, before].find((one) => one?.exists === true && one.state === 'open');
  if (open === undefined) return;
  const which = open.exists ? open.number : number;
  throw new DomainError('CONFLICT', `Expected no open review, found review ${which} open`);
}

function requireItem({ also }: Loaded, itemId: string): void {
  const found = also.get(itemId);
  if (found && stateOf(ITEM, found.state).exists) return;
  const message = `expected an item of this tracker, found ${itemId}`;
  throw DomainError.invalid([{ field: 'item_id', message }]);
}

function requireInUse({ also }: Loaded, itemId: string): void {
  const found = also.get(itemId);
  const item = found && stateOf(ITEM, found.state);
  if (!item?.exists || !item.withdrawn) return;
  throw new DomainError('CONFLICT', `Expected an item in use, found ${itemId} withdrawn`);
}

/** A repeat of the command that opened a review gets the number of that time. */
const outcomeOf = ({ stream, version }: CommandOutcome, number: number): ReviewOutcome => ({
  number: parseReviewId(stream)?.number ?? number,
  version,
});
