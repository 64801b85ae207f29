import { computed, inject, linkedSignal, Service, signal } from '@angular/core';
import type { Agenda, AgendaItem, Item, Review } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { isSameKey, keyOf, type ReviewKey, ReviewsApi } from '../api/reviews-api';

/**
 * The agenda on screen. Other people may walk it at the same time: their marks and changes arrive
 * with the next poll.
 */
@Service()
export class AgendaStore {
  private readonly api = inject(ReviewsApi);
  readonly key = signal<ReviewKey | undefined>(undefined, { equal: isSameKey });

  readonly resource = this.api.agenda(this.key);
  private readonly etag = linkedSignal(() => this.resource.headers()?.get('ETag') ?? undefined);
  private readonly agenda = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  readonly review = computed(() => this.agenda()?.review);
  /** Those with items. */
  readonly sections = computed(() =>
    (this.agenda()?.sections ?? []).filter(({ items }) => items.length > 0),
  );
  /** In the order in which they are walked. */
  readonly items = computed(() => this.sections().flatMap(({ items }) => items));
  readonly byId = computed(() => new Map(this.items().map((item) => [item.id, item])));

  /** Marks are sent one after the other, so that the ledger has them in the order of the meeting. */
  private lastMark: Promise<unknown> = Promise.resolve();
  /** Marks that the server has not confirmed yet. */
  private readonly marks = signal<ReadonlyMap<string, boolean>>(new Map());
  readonly discussed = computed<ReadonlySet<string>>(() => {
    const discussed = new Set(this.review()?.discussed);
    for (const [id, isMarked] of this.marks()) {
      if (isMarked) discussed.add(id);
      else discussed.delete(id);
    }
    return discussed;
  });

  constructor() {
    inject(Polling).retry(this.resource);
  }

  /** Shows an agenda: loads it, or refreshes it if it was the last one. */
  show(key: ReviewKey): void {
    const shown = this.key();
    if (shown && isSameKey(shown, key)) this.resource.reload();
    else this.key.set(key);
  }

  /** Marks an item as discussed, or removes the mark; shown at once. */
  async mark(itemId: string, isDiscussed: boolean): Promise<void> {
    const key = this.key();
    if (!key) return;
    this.marks.update((marks) => new Map(marks).set(itemId, isDiscussed));
    try {
      const answer = this.lastMark.then(() => this.api.mark(key, itemId, isDiscussed));
      this.lastMark = answer.catch(() => undefined);
      this.receiveReview(await answer);
    } finally {
      this.marks.update((marks) => new Map([...marks].filter(([id]) => id !== itemId)));
    }
  }

  /** Applies an answer about the review; ignores an older one that arrives late. */
  receiveReview(newest: Review): void {
    const agenda = this.agenda();
    if (!agenda || !isSameKey(keyOf(agenda.review), keyOf(newest))) return;
    if (newest.version > agenda.review.version) this.resource.set({ ...agenda, review: newest });
  }

  /** Applies an answer about one item. */
  receiveItem(newest: Item): void {
    const agenda = this.agenda();
    const known = this.byId().get(newest.id);
    if (!agenda || !known || known.version >= newest.version) return;
    const { carried_over } = known;
    const item = { ...newest, carried_over };
    const sections = agenda.sections.map((section) =>
      section.items.includes(known)
        ? { ...section, items: section.items.map((one) => (one === known ? item : one)) }
        : section,
    );
    this.resource.set({ ...agenda, sections });
  }

  /** Loads changes by others, if any. */
  async poll(): Promise<void> {
    const key = this.key();
    if (!key || !this.agenda()) return;
    const changed = await this.api.agendaIfChanged(key, this.etag());
    if (!changed || key !== this.key()) return;
    this.receive(changed.body);
    // Last, because setting the agenda clears the headers and with them the ETag.
    this.etag.set(changed.etag);
  }

  private receive(newest: Agenda): void {
    const known = this.review();
    const byId = this.byId();
    const review = known && known.version > newest.review.version ? known : newest.review;
    const sections = newest.sections.map((section) => ({
      ...section,
      items: section.items.map((item) => newerOf(byId.get(item.id), item)),
    }));
    this.resource.set({ review, sections });
  }
}

/** An item saved here may be newer than an agenda that was already on its way. */
const newerOf = (known: AgendaItem | undefined, item: AgendaItem): AgendaItem =>
  known && known.version > item.version ? known : item;
