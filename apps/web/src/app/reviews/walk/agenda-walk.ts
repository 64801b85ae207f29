import {
  ApplicationRef,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import {
  mdiArrowLeft,
  mdiArrowRight,
  mdiCheckCircle,
  mdiCheckCircleOutline,
  mdiFormatListBulleted,
  mdiPlus,
} from '@mdi/js';
import { Router, RouterLink } from '@angular/router';
import type { AgendaSectionName } from '@action-tracker/contracts';
import { EditFeedback } from '../../items/inline-edit/edit-feedback';
import { ItemStore } from '../../items/store/item-store';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { Polling } from '../../platform/polling/polling';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { isSameKey, keyOf, type ReviewKey } from '../api/reviews-api';
import { REVIEW_TEXTS } from '../reviews.texts';
import { AgendaList } from './agenda-list';
import { AgendaStore } from './agenda-store';
import { ReviewHead } from './review-head';
import { Walk } from './walk';
import { WalkedItem } from './walked-item';
import { WriteMinutes } from './write-minutes';

/** The agenda with one item large: people walk it from item to item and record what they decide. */
@Component({
  selector: 'at-agenda-walk',
  imports: [
    AgendaList,
    EditFeedback,
    Icon,
    LoadState,
    Refusal,
    ReviewHead,
    RightsHint,
    RouterLink,
    WalkedItem,
    WriteMinutes,
  ],
  templateUrl: './agenda-walk.html',
  styleUrl: './agenda-walk.scss',
  providers: [Walk],
  host: { '(keydown.escape)': 'foldAway($event)' },
})
export class AgendaWalk {
  readonly key = input.required<ReviewKey>();
  /** The review has ended, and its minutes are wanted. */
  readonly finished = output();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly store = inject(AgendaStore);
  protected readonly walk = inject(Walk);
  private readonly itemStore = inject(ItemStore);
  private readonly announcer = inject(Announcer);
  private readonly router = inject(Router);
  private readonly application = inject(ApplicationRef);
  private readonly minutes = viewChild(WriteMinutes);
  private readonly list = viewChild(AgendaList);
  private readonly folder = viewChild<ElementRef<HTMLElement>>('folder');
  /** Undefined while the agenda of another review is still shown. */
  protected readonly review = computed(() => {
    const review = this.store.review();
    return review && isSameKey(keyOf(review), this.key()) ? review : undefined;
  });
  private readonly rights = inject(Rights);
  /** Whether it can be marked what was discussed. */
  protected readonly isOpen = computed(
    () =>
      this.store.review()?.state === 'open' && this.rights.may('hold_review', this.key().trackerId),
  );
  protected readonly mayCreate = computed(() =>
    this.rights.may('create_item', this.key().trackerId),
  );
  protected readonly isDiscussed = computed(() =>
    this.store.discussed().has(this.walk.current()?.id ?? ''),
  );
  protected readonly progress = computed(() => {
    const { discussed, items } = this.store;
    const done = items().filter(({ id }) => discussed().has(id)).length;
    return this.texts.counted('agenda.progress', items().length, { done });
  });
  protected readonly place = computed(() =>
    this.t('agenda.place', { place: this.walk.index() + 1, count: this.store.items().length }),
  );
  protected readonly newItemUrl = computed(() => {
    const { trackerId, number } = this.key();
    return this.router.createUrlTree(['/trackers', trackerId, 'items', 'new'], {
      queryParams: { review: number },
    });
  });
  protected readonly refusal = signal<Problem | undefined>(undefined);
  /** On a small screen the list is folded away. */
  protected readonly isListOpen = signal(false);
  protected readonly plusIcon = mdiPlus;
  protected readonly previousIcon = mdiArrowLeft;
  protected readonly nextIcon = mdiArrowRight;
  protected readonly listIcon = mdiFormatListBulleted;
  protected readonly markIcon = computed(() =>
    this.isDiscussed() ? mdiCheckCircle : mdiCheckCircleOutline,
  );

  constructor() {
    effect(() => {
      const key = this.key();
      untracked(() => this.store.show(key));
    });
    effect(() => {
      const id = this.walk.current()?.id;
      if (id !== undefined) untracked(() => this.itemStore.show(id));
    });
    effect(() => {
      const item = this.itemStore.item();
      if (item) untracked(() => this.store.receiveItem(item));
    });
    const polling = inject(Polling);
    const trackerId = () => this.store.key()?.trackerId;
    polling.watch(() => this.itemStore.poll(), trackerId);
    polling.watch(() => this.store.poll(), trackerId);
    inject(Keyboard).offer(() => ({
      ...(this.mayCreate()
        ? { create: () => void this.router.navigateByUrl(this.newItemUrl()) }
        : {}),
      ...(this.walk.next() ? { nextOfAgenda: () => this.step('next') } : {}),
      ...(this.walk.previous() ? { previousOfAgenda: () => this.step('previous') } : {}),
      ...(this.walk.current() && this.isOpen() ? { discussed: () => void this.toggle() } : {}),
    }));
  }

  protected sectionKey(): `agenda.${AgendaSectionName}` {
    return `agenda.${this.walk.section()?.section ?? 'rest'}`;
  }

  protected go(itemId: string): void {
    this.walk.go(itemId);
    this.isListOpen.set(false);
    const item = this.walk.current();
    if (item) this.announcer.announce(`${item.id} ${item.title}, ${this.place()}`);
  }

  protected fold(): void {
    this.isListOpen.update((isOpen) => !isOpen);
    if (!this.isListOpen()) return;
    this.application.tick();
    this.list()?.showCurrent();
  }

  /** Escape first closes a dialog. */
  protected foldAway(event: Event): void {
    const isComposed = event instanceof KeyboardEvent && isComposing(event);
    const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
    if (event.defaultPrevented || isComposed || isInDialog || !this.isListOpen()) return;
    event.preventDefault();
    this.isListOpen.set(false);
    this.folder()?.nativeElement.focus();
  }

  protected step(to: 'next' | 'previous'): void {
    const item = this.walk[to]();
    if (item) this.go(item.id);
  }

  protected async toggle(): Promise<void> {
    const item = this.walk.current();
    if (!item || !this.isOpen()) return;
    const isDiscussed = !this.isDiscussed();
    this.refusal.set(undefined);
    this.announcer.announce(
      this.t(isDiscussed ? 'agenda.marked' : 'agenda.unmarked', { item: item.id }),
    );
    try {
      await this.store.mark(item.id, isDiscussed);
    } catch (failure) {
      this.refuse(toProblem(failure));
    }
  }

  /** Shows what has to be decided first, if anything. */
  protected readonly saveMinutes = async (): Promise<boolean> => {
    const minutes = this.minutes();
    const isSaved = !minutes || (await minutes.save());
    if (!isSaved) minutes.focus();
    return isSaved;
  };

  /** The only conflict is that the review has ended, which the page itself says. */
  private refuse(problem: Problem): void {
    if (problem.code === 'CONFLICT') void this.store.poll();
    else this.refusal.set(problem);
  }
}
