/**
 * Edits of single fields, shown at once and taken back with a plain reason when they are refused.
 * Every edit names the version it was made from. When somebody saved meanwhile, the ledger says
 * which fields they touched: an edit of another field is sent again by itself, the same field is
 * a conflict for a person to decide. Edits of one item go one after the other.
 */
import { inject, Service, signal } from '@angular/core';
import type { Item, ItemDetail } from '@action-tracker/contracts';
import { Announcer } from '../announcer/announcer';
import { type Problem, toProblem } from '../api-problem/problem';
import { type Collision, collisionsOf } from '../conflicts/collisions';
import { isItemDetail } from '../items/item-detail';
import { ItemListStore } from '../items/item-list-store';
import { ItemsApi } from '../items/items-api';
import { Texts } from '../language/texts';
import { type CellChange, type CellField } from './cell-fields';

/** Two people changed the same field. */
export interface EditConflict {
  /** The item as it is now. */
  readonly current: ItemDetail;
  readonly field: CellField;
  readonly mine: CellChange;
  readonly collision: Collision;
}

export interface RefusedEdit {
  readonly itemId: string;
  readonly problem: Problem;
}

interface Edit {
  readonly item: Item;
  readonly field: CellField;
  readonly change: CellChange;
}

@Service()
export class ItemEdits {
  private readonly api = inject(ItemsApi);
  private readonly t = inject(Texts).t;
  private readonly list = inject(ItemListStore);
  private readonly announcer = inject(Announcer);
  /**
   * Per item, from the version an edit was made from to the one that this client's own edits since
   * led to: who types on while a save is under way is not in conflict with themselves.
   */
  private readonly ownSteps = new Map<string, Map<number, number>>();
  private readonly running = new Map<string, Promise<void>>();

  readonly refused = signal<RefusedEdit | undefined>(undefined);
  readonly conflict = signal<EditConflict | undefined>(undefined);

  /** Shows the change at once and sends it when earlier edits of the item are through. */
  save(item: Item, field: CellField, change: CellChange): Promise<void> {
    this.refused.set(undefined);
    this.list.overlay(item.id, change);
    const earlier = this.running.get(item.id) ?? Promise.resolve();
    const saved = earlier.then(() => this.run({ item, field, change }));
    this.running.set(item.id, saved);
    return saved;
  }

  /** Writes over what somebody else saved, now that a person has decided so. */
  saveMine({ current, field, mine }: EditConflict): Promise<void> {
    this.conflict.set(undefined);
    return this.save(current, field, mine);
  }

  private async run(edit: Edit): Promise<void> {
    try {
      this.list.receiveOne(await this.send(edit));
    } catch (failure) {
      this.refused.set({ itemId: edit.item.id, problem: toProblem(failure) });
    } finally {
      this.list.dropOverlay(edit.item.id, edit.change);
    }
  }

  private async send(edit: Edit): Promise<Item> {
    try {
      const saved = await this.write(edit);
      this.announcer.announce(this.t('edit.saved', { item: saved.id }));
      return saved;
    } catch (failure) {
      const { code, current } = toProblem(failure);
      if (code !== 'PRECONDITION_FAILED' || !isItemDetail(current)) throw failure;
      const conflict = await this.conflictWith(edit, current);
      if (!conflict) return this.send({ ...edit, item: current });
      this.conflict.set(conflict);
      return current;
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

  /** One field is one entry; more means that somebody else wrote between the save and the look. */
  private follow({ id, version }: Item, saved: Item): Item {
    const steps = this.ownSteps.get(id) ?? new Map<number, number>();
    const sent = steps.get(version) ?? version;
    if (saved.version === sent + 1) this.ownSteps.set(id, steps.set(version, saved.version));
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
