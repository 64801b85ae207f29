/**
 * In-place editing of the facts on the item page, with the keys of the table: Enter saves, Tab
 * saves and edits the next fact, Escape cancels.
 */
import {
  ApplicationRef,
  computed,
  DOCUMENT,
  inject,
  Injectable,
  linkedSignal,
} from '@angular/core';
import type { ItemDetail } from '@action-tracker/contracts';
import type { CellEdit } from '../inline-edit/cell-editor';
import type { CellChange, CellField } from '../inline-edit/cell-fields';
import { Moment } from '../../platform/moment/moment';
import { Rights } from '../../trackers/rights';
import { ItemEdits } from '../inline-edit/item-edits';
import { FACT_FIELDS } from './item-facts';
import { ItemStore } from '../store/item-store';

const FIELDS: readonly CellField[] = ['title', ...FACT_FIELDS];

interface OpenFact {
  /** As it was when editing began: updates may arrive and may conflict. */
  readonly item: ItemDetail;
  readonly field: CellField;
}

/** Provided by the item page. */
@Injectable()
export class FactEdits {
  private readonly store = inject(ItemStore);
  private readonly edits = inject(ItemEdits);
  private readonly rights = inject(Rights);
  private readonly application = inject(ApplicationRef);
  private readonly document = inject(DOCUMENT);
  private readonly isPast = inject(Moment).isPast;
  private readonly isFrozen = computed(
    () => this.isPast() || (this.store.item()?.withdrawn ?? null) !== null,
  );
  /** Closed on the way into the past, or when the item is withdrawn: neither can be changed. */
  private readonly open = linkedSignal<boolean, OpenFact | undefined>({
    source: this.isFrozen,
    computation: () => undefined,
  });
  /** Unconfirmed changes, cleared when a newer form of the item arrives. */
  private readonly unconfirmed = linkedSignal<unknown, CellChange>({
    source: () => [this.store.item()?.id, this.store.item()?.version],
    computation: () => ({}),
  });

  readonly edited = computed(() => this.open()?.field);
  readonly editedItem = computed(() => this.open()?.item);
  /** The displayed item, including unconfirmed changes. */
  readonly item = computed(() => {
    const item = this.store.item();
    return item && { ...item, ...this.unconfirmed() };
  });

  constructor() {
    this.edits.offerOpener(({ itemId, field }) => this.editAgain(itemId, field));
  }

  edit(field: CellField | undefined): void {
    const item = this.isFrozen() ? undefined : this.item();
    const isPermitted = item && field && this.rights.mayEdit(item, field);
    this.open.set(isPermitted ? { item, field } : undefined);
    // Render now, so that the next key press reaches the editor.
    this.application.tick();
  }

  finish({ change, then }: CellEdit): void {
    const opened = this.open();
    if (!opened) return;
    this.open.set(undefined);
    if (change) void this.save(opened, change);
    const step = { next: 1, previous: -1, stay: 0, leave: 0 }[then];
    const next = step === 0 ? undefined : FIELDS[FIELDS.indexOf(opened.field) + step];
    if (next) this.edit(next);
    if (this.open() === undefined && then !== 'leave') this.focus(opened.field);
  }

  /** Reopens an editor with text that could not be saved. */
  private editAgain(itemId: string, field: CellField): boolean {
    if (this.item()?.id !== itemId) return false;
    this.edit(field);
    return true;
  }

  private async save({ item, field }: OpenFact, change: CellChange): Promise<void> {
    this.unconfirmed.update((before) => ({ ...before, ...change }));
    await this.edits.save(item, field, change);
    // Refused or in conflict: show the state of the server again.
    this.unconfirmed.set({});
  }

  private focus(field: CellField): void {
    this.application.tick();
    this.document.querySelector<HTMLElement>(`[data-fact="${field}"]`)?.focus();
  }
}
