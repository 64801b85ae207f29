/**
 * Edits of single fields. Each is shown optimistically and reverted with the reason when refused.
 * An edit sends the version it is based on. If someone saved in between, the ledger shows which
 * fields they changed: an edit of another field is retried automatically, the same field is a
 * conflict for the user to resolve. Edits of one item are sent one after the other.
 */
import { DestroyRef, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Item, ItemDetail } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { type Collision, collisionsOf } from '../conflicts/collisions';
import { isItemDetail } from '../api/item-detail';
import { ItemListStore } from '../store/item-list-store';
import { ItemStore } from '../store/item-store';
import { ItemsApi } from '../api/items-api';
import { Texts } from '../../platform/language/texts';
import { type CellDraft, CellDrafts } from './cell-drafts';
import { textOfField } from '../registry/field-input';
import type { CellChange, CellField } from './cell-fields';

/** Two people changed the same field. */
export interface EditConflict {
  /** The item as it is now. */
  readonly current: ItemDetail;
  readonly field: CellField;
  readonly mine: CellChange;
  readonly collision: Collision;
}

/** Opens an editor with a draft; returns false if the page does not show its field. */
type Opener = (draft: CellDraft) => boolean;

interface Edit {
  readonly item: Item;
  readonly field: CellField;
  readonly change: CellChange;
  /** The text of the change, as in its draft. */
  readonly text: string;
}

@Service()
export class ItemEdits {
  private readonly api = inject(ItemsApi);
  private readonly t = inject(Texts).t;
  private readonly list = inject(ItemListStore);
  private readonly itemStore = inject(ItemStore);
  private readonly announcer = inject(Announcer);
  /**
   * Per item, maps the version an edit is based on to the version that this client's own edits have
   * since produced: typing on during a save is not a conflict with oneself.
   */
  private readonly ownSteps = new Map<string, Map<number, number>>();
  private readonly running = new Map<string, Promise<void>>();

  private readonly drafts = inject(CellDrafts);
  private readonly router = inject(Router);
  private readonly openers: Opener[] = [];
  /** The draft with which the next editor opens. */
  private resumed: CellDraft | undefined;

  private readonly problems = signal<ReadonlyMap<string, Problem>>(new Map());
  readonly conflict = signal<EditConflict | undefined>(undefined);

  /** Shows the change at once and sends it after earlier edits of the item. */
  save(item: Item, field: CellField, change: CellChange): Promise<void> {
    const text = textOfField({ ...item, ...change }, field);
    this.drafts.keep(item, field, text);
    const release = this.drafts.hold(item.id, field);
    const key = keyOf({ itemId: item.id, field });
    this.problems.update((known) => new Map([...known].filter(([name]) => name !== key)));
    this.list.overlay(item.id, change);
    const earlier = this.running.get(item.id) ?? Promise.resolve();
    const saved = earlier.then(() => this.run({ item, field, change, text })).then(release);
    this.running.set(item.id, saved);
    return saved;
  }

  /** Overwrites the other change, as the user decided. */
  saveMine({ current, field, mine }: EditConflict): Promise<void> {
    this.conflict.set(undefined);
    return this.save(current, field, mine);
  }

  /** Discards what was typed here. */
  keepTheirs({ current, field }: EditConflict): void {
    this.conflict.set(undefined);
    this.drafts.forget(current.id, field);
  }

  /** Registers an opener for the caller's lifetime; requires an injection context. */
  offerOpener(opener: Opener): void {
    this.openers.push(opener);
    inject(DestroyRef).onDestroy(() => this.openers.splice(this.openers.indexOf(opener), 1));
  }

  /** Why the draft was not saved, as far as this page has tried. */
  problemOf(draft: CellDraft): Problem | undefined {
    return this.problems().get(keyOf(draft));
  }

  /** Reopens a draft in an editor: here, or on the page of its item. */
  editAgain(draft: CellDraft): void {
    this.resumed = draft;
    const isOpen = this.openers.some((opener) => opener(draft));
    if (!isOpen) void this.router.navigate(['/items', draft.itemId]);
  }

  /** The draft with which the editor of this field starts; returned once. */
  takeResumed(itemId: string, field: CellField): CellDraft | undefined {
    const draft = this.resumed;
    if (draft?.itemId !== itemId || draft.field !== field) return undefined;
    this.resumed = undefined;
    return draft;
  }

  private async run(edit: Edit): Promise<void> {
    const { item, field, text } = edit;
    try {
      const { newest, isSaved } = await this.send(edit);
      this.list.receiveOne(newest);
      this.itemStore.receive(newest);
      if (isSaved) this.drafts.forget(item.id, field, text);
    } catch (failure) {
      this.problems.update((known) =>
        new Map(known).set(keyOf({ itemId: item.id, field }), toProblem(failure)),
      );
    } finally {
      this.list.dropOverlay(item.id, edit.change);
    }
  }

  private async send(edit: Edit): Promise<{ readonly newest: Item; readonly isSaved: boolean }> {
    try {
      const newest = await this.write(edit);
      this.announcer.announce(this.t('edit.saved', { item: newest.id }));
      return { newest, isSaved: true };
    } catch (failure) {
      const { code, current } = toProblem(failure);
      if (code !== 'PRECONDITION_FAILED' || !isItemDetail(current)) throw failure;
      const conflict = await this.conflictWith(edit, current);
      if (!conflict) return this.send({ ...edit, item: current });
      this.conflict.set(conflict);
      return { newest: current, isSaved: false };
    }
  }

  private async write({ item, change }: Edit): Promise<Item> {
    const { status, ...fields } = change;
    const { id } = item;
    const version = this.ownSteps.get(id)?.get(item.version) ?? item.version;
    if (status === undefined) {
      return this.follow(item, await this.api.change({ id, version }, fields));
    }
    await this.api.changeStatus(id, { status }, version);
    return this.follow(item, await this.api.read(id));
  }

  /** One field is one entry; more entries mean that someone else saved in between. */
  private follow({ id, version }: Item, saved: Item): Item {
    const steps = this.ownSteps.get(id) ?? new Map<number, number>();
    const sent = steps.get(version) ?? version;
    if (saved.version !== sent + 1) return saved;
    // The next edit may start from any version up to here.
    for (const [from, to] of steps) if (to === sent) steps.set(from, saved.version);
    this.ownSteps.set(id, steps.set(version, saved.version).set(sent, saved.version));
    return saved;
  }

  private async conflictWith(
    { item, field, change }: Edit,
    current: ItemDetail,
  ): Promise<EditConflict | undefined> {
    const events = await this.api.eventsAfter(item.id, item.version);
    const [collision] = collisionsOf(change, events);
    return collision && { current, field, mine: change, collision };
  }
}

const keyOf = ({ itemId, field }: Pick<CellDraft, 'itemId' | 'field'>): string =>
  `${itemId} ${field}`;
