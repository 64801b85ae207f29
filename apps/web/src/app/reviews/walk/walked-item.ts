import {
  afterRenderEffect,
  Component,
  computed,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AgendaItem } from '@action-tracker/contracts';
import { CellEditor } from '../../items/inline-edit/cell-editor';
import type { CellField } from '../../items/inline-edit/cell-fields';
import { AddNote } from '../../items/page/add-note';
import { FactEdits } from '../../items/page/fact-edits';
import { ItemFacts } from '../../items/page/item-facts';
import { ItemNotes } from '../../items/page/item-notes';
import { ITEM_PAGE_TEXTS } from '../../items/page/item-page.texts';
import { ShowEarlier } from '../../items/page/show-earlier';
import { ItemEntries } from '../../items/store/item-entries';
import { ItemStore } from '../../items/store/item-store';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { Rights } from '../../trackers/rights';
import { REVIEW_TEXTS } from '../reviews.texts';

/** The item that is being discussed: what the meeting may change about it, and its notes. */
@Component({
  selector: 'at-walked-item',
  imports: [AddNote, CellEditor, ItemFacts, ItemNotes, LoadState, RouterLink, ShowEarlier],
  templateUrl: './walked-item.html',
  styleUrl: './walked-item.scss',
  providers: [FactEdits],
})
export class WalkedItem {
  /** As the agenda has it, until its notes are loaded. */
  readonly listed = input.required<AgendaItem>();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly store = inject(ItemStore);
  protected readonly entries = inject(ItemEntries);
  protected readonly facts = inject(FactEdits);
  protected readonly rights = inject(Rights);
  private readonly addNote = viewChild(AddNote);
  protected readonly item = computed(() => {
    const [loaded, listed] = [this.loaded(), this.listed()];
    return loaded && loaded.version >= listed.version ? loaded : listed;
  });
  protected readonly loaded = computed(() => {
    const item = this.facts.item();
    return item?.id === this.listed().id ? item : undefined;
  });
  /** How often the item was put off, in words. */
  protected readonly past = computed(() => {
    const { carried_over } = this.listed();
    const { due_date_moves, days_slipped } = this.item();
    const { counted } = this.texts;
    return [
      ...(carried_over > 0 ? [counted('agenda.carried', carried_over)] : []),
      ...(due_date_moves > 0 ? [counted('agenda.moves', due_date_moves)] : []),
      ...(days_slipped !== null && days_slipped > 0 ? [counted('agenda.late', days_slipped)] : []),
    ].join(' · ');
  });
  /** A field for whose editor somebody pressed the key before the item was loaded. */
  private readonly wanted = signal<CellField | undefined>(undefined);

  constructor() {
    const edit = (field: CellField) => () => this.wanted.set(field);
    inject(Keyboard).offer(() => ({
      edit: edit('title'),
      status: edit('status'),
      due: edit('due_date'),
      owner: edit('owner_id'),
      note: () => this.addNote()?.focus(),
    }));
    afterRenderEffect(() => {
      const field = this.wanted();
      if (!field || !this.loaded()) return;
      untracked(() => {
        this.wanted.set(undefined);
        // Rendering is over only after this.
        queueMicrotask(() => this.facts.edit(field));
      });
    });
  }

  protected edit(field: CellField | undefined): void {
    this.wanted.set(field);
    if (!field) this.facts.edit(undefined);
  }
}
