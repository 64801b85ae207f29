import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { mdiArrowLeft, mdiPencilOutline } from '@mdi/js';
import { ItemHistory } from '../history/item-history';
import { ValueOrigin } from '../history/value-origin';
import { Icon } from '../../platform/icons/icon';
import { CellEditor } from '../inline-edit/cell-editor';
import type { CellField } from '../inline-edit/cell-fields';
import { EditFeedback } from '../inline-edit/edit-feedback';
import type { KeyActionId } from '../../platform/keyboard/key-actions';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LinkedText } from '../linked-text/linked-text';
import { WithdrawItem } from '../corrections/withdraw-item';
import { WithdrawnBanner } from '../corrections/withdrawn-banner';
import { toProblem } from '../../platform/api-problem/problem';
import { MomentControl } from '../../moments/moment-control';
import { Moment } from '../../platform/moment/moment';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { People } from '../../people/people';
import { Polling } from '../../platform/polling/polling';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { TrackerStore } from '../../trackers/tracker-store';
import { AddNote } from './add-note';
import { ChangeStatus } from './change-status';
import { FactEdits } from './fact-edits';
import { ItemEntries } from '../store/item-entries';
import { ItemFacts } from './item-facts';
import { ItemListStore } from '../store/item-list-store';
import { ItemNotes } from './item-notes';
import { ListPlaces } from '../list/list-places';
import { NOTE_FRAGMENT } from '../list/note-fragment';
import { ItemStore } from '../store/item-store';
import { ShowEarlier } from './show-earlier';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

/** One item, now or in the past: its facts, notes and full history. */
@Component({
  selector: 'at-item-page',
  imports: [
    AddNote,
    CellEditor,
    ChangeStatus,
    EditFeedback,
    Icon,
    ItemFacts,
    ItemHistory,
    ItemNotes,
    LinkedText,
    LoadState,
    MomentControl,
    RightsHint,
    RouterLink,
    ShowEarlier,
    ValueOrigin,
    WithdrawItem,
    WithdrawnBanner,
  ],
  templateUrl: './item-page.html',
  styleUrl: './item-page.scss',
  providers: [FactEdits],
})
export class ItemPage {
  readonly itemId = input.required<string>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly store = inject(ItemStore);
  protected readonly moment = inject(Moment);
  protected readonly rights = inject(Rights);
  private readonly changeStatus = viewChild(ChangeStatus);
  private readonly addNote = viewChild(AddNote);
  private readonly withdrawal = viewChild(WithdrawItem);
  private readonly banner = viewChild(WithdrawnBanner);
  protected readonly facts = inject(FactEdits);
  private readonly trackers = inject(TrackerStore);
  private readonly pageTitle = inject(PageTitle);
  private readonly router = inject(Router);
  private readonly list = inject(ItemListStore);
  protected readonly isFromAllItems = this.list.isOfAllTrackers;
  /** Whether the user arrived through the shortcut for a note. */
  private readonly isNoteWanted = signal(
    inject(ActivatedRoute).snapshot.fragment === NOTE_FRAGMENT,
  );
  protected readonly item = this.facts.item;
  /** Neither past states nor withdrawn items can be changed. */
  protected readonly isChangeable = computed(
    () => !this.moment.isPast() && this.item()?.withdrawn === null,
  );
  protected readonly isReinstatable = computed(() => {
    const item = this.item();
    if (this.moment.isPast() || !item?.withdrawn) return false;
    return this.rights.may('withdraw_item', item.tracker_id);
  });
  /** The prefix is known before the list of trackers is loaded. */
  protected readonly trackerName = computed(() =>
    this.trackers.nameOf(this.item()?.tracker_id ?? 0, this.itemId().split('-')[0]),
  );
  protected readonly entries = inject(ItemEntries);
  protected readonly events = this.entries.history;
  protected readonly backIcon = mdiArrowLeft;
  protected readonly editIcon = mdiPencilOutline;

  constructor() {
    // Requests names in parallel with the item.
    inject(People);
    this.trackers.know();
    const places = inject(ListPlaces);
    effect(() => this.store.show(this.itemId()));
    inject(Polling).watch(
      () => this.poll(),
      () => this.item()?.tracker_id,
    );
    const window = inject(DOCUMENT).defaultView;
    const print = () => window?.print();
    inject(Keyboard).offer(() => ({
      ...this.create(),
      ...this.edits(),
      ...this.reinstates(),
      ...this.reviews(),
      ...(this.item() ? { print } : {}),
    }));
    afterRenderEffect(() => {
      if (this.isNoteWanted() && this.addNote()) untracked(() => this.writeNote());
    });
    // Lets the list restore its position at this item.
    effect(() => places.see(this.itemId()));
    effect(() => {
      const item = this.store.newest();
      if (item && !this.moment.isPast()) untracked(() => this.list.receiveOne(item));
    });
    effect(() => {
      this.pageTitle.set([this.itemId(), this.store.item()?.title].join(' ').trim());
    });
  }

  /** What was taken away is read once more, which clears the page and says why. */
  private async poll(): Promise<void> {
    try {
      await this.store.poll();
    } catch (failure) {
      if (toProblem(failure).code !== 'NOT_FOUND') throw failure;
      this.store.resource.reload();
    }
  }

  private create() {
    const trackerId = this.item()?.tracker_id;
    if (trackerId === undefined || this.moment.isPast()) return {};
    if (!this.rights.may('create_item', trackerId)) return {};
    return { create: () => void this.router.navigate(['/trackers', trackerId, 'items', 'new']) };
  }

  /** Those of the item's tracker, whichever was viewed last. */
  private reviews() {
    const trackerId = this.item()?.tracker_id;
    if (trackerId === undefined) return {};
    return { reviews: () => void this.router.navigate(['/trackers', trackerId, 'reviews']) };
  }

  private edits() {
    const item = this.item();
    if (!this.isChangeable() || !item) return {};
    const edit = (name: KeyActionId, field: CellField) =>
      this.rights.mayEdit(item, field) ? { [name]: () => this.facts.edit(field) } : {};
    const [addNote, changeStatus] = [this.addNote(), this.changeStatus()];
    const withdrawal = this.withdrawal();
    return {
      ...{ ...edit('edit', 'title'), ...edit('owner', 'owner_id') },
      ...{ ...edit('priority', 'priority'), ...edit('due', 'due_date') },
      ...(addNote && { note: () => addNote.focus() }),
      // The status form also takes a comment.
      ...(changeStatus && { status: () => changeStatus.focus() }),
      ...(withdrawal && { withdrawItem: () => withdrawal.ask() }),
    };
  }

  private reinstates() {
    if (!this.isReinstatable()) return {};
    return { reinstateItem: () => void this.banner()?.reinstate() };
  }

  /** Only once: afterwards the focus stays in the field only as long as the user wants. */
  private writeNote(): void {
    this.isNoteWanted.set(false);
    this.addNote()?.focus();
  }
}
