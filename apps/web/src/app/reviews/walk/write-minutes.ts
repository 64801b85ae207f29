import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import {
  Component,
  computed,
  DestroyRef,
  type ElementRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { MINUTES_MAX_CHARS } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { isSendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { ReviewsApi } from '../api/reviews-api';
import { minutesDraft } from '../minutes/minutes-draft';
import { Rights } from '../../trackers/rights';
import { REVIEW_TEXTS } from '../reviews.texts';
import { AgendaStore } from './agenda-store';

/** What is typed, and the saved minutes on which it is based. */
type Written = Record<'text' | 'base', string>;

/**
 * The minutes of an open review. They are saved on request and when the field is left, never with
 * each key, and kept as a draft until then. If somebody else saves other minutes in between, both
 * texts are shown, and the user decides.
 */
@Component({
  selector: 'at-write-minutes',
  imports: [CdkTextareaAutosize, Refusal],
  templateUrl: './write-minutes.html',
  styleUrl: './write-minutes.scss',
})
export class WriteMinutes {
  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  private readonly store = inject(AgendaStore);
  private readonly api = inject(ReviewsApi);
  private readonly announcer = inject(Announcer);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  private readonly saved = computed(() => this.store.review()?.minutes ?? '');
  /** Follows what is saved until something is typed. */
  private readonly model = linkedSignal<string, Written>({
    source: this.saved,
    computation: (saved, before) => {
      const text = before?.value.text.trim();
      const isTyped = before && text !== before.value.base && text !== saved;
      return isTyped ? before.value : { text: saved, base: saved };
    },
  });
  protected readonly text = computed(() => this.model().text);
  protected readonly isUnsaved = computed(() => this.text().trim() !== this.saved());
  private readonly rights = inject(Rights);
  protected readonly isOpen = computed(() => {
    const review = this.store.review();
    return review?.state === 'open' && this.rights.may('hold_review', review.tracker_id);
  });
  /** Minutes of somebody else, which these would replace. */
  protected readonly theirs = computed(() => {
    const saved = this.saved();
    return this.isUnsaved() && saved !== this.model().base ? saved : undefined;
  });
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly excess = computed(() => {
    const length = Array.from(this.text().trim()).length;
    if (length <= MINUTES_MAX_CHARS) return '';
    return this.t('form.tooLong', { max: MINUTES_MAX_CHARS, length });
  });
  private saving = Promise.resolve(true);

  constructor() {
    keepDraft<Written>({
      name: () => minutesDraft(this.store.key() ?? { trackerId: 0, number: 0 }),
      model: this.model,
      typed: (written) => (this.isUnsaved() ? written : undefined),
    });
    inject(Keyboard).offer(() => ({ minutes: () => this.focus(), send: true, leave: true }));
    inject(DestroyRef).onDestroy(() => void this.saveUnlessAsked());
  }

  protected type(text: string): void {
    this.refusal.set(undefined);
    this.model.update((written) => ({ ...written, text }));
  }

  protected followKey(event: KeyboardEvent): void {
    if (!isSendKey(event) || event.shiftKey) return;
    event.preventDefault();
    void this.save();
  }

  /** A conflict is decided with a button, not by leaving the field. */
  protected saveUnlessAsked(): Promise<boolean> {
    return this.theirs() === undefined ? this.save() : Promise.resolve(false);
  }

  /** Whether the minutes are saved; saves that overlap run one after the other. */
  save(): Promise<boolean> {
    this.saving = this.saving.then(() => this.send());
    return this.saving;
  }

  protected useTheirs(): void {
    const saved = this.saved();
    this.model.set({ text: saved, base: saved });
    this.focus();
  }

  protected saveMine(): Promise<boolean> {
    this.model.update(({ text }) => ({ text, base: this.saved() }));
    return this.save();
  }

  protected saveBoth(): Promise<boolean> {
    const base = this.saved();
    this.model.update(({ text }) => ({ text: `${base}\n\n${text.trim()}`, base }));
    return this.save();
  }

  focus(): void {
    const { nativeElement } = this.field();
    nativeElement.focus();
    nativeElement.scrollIntoView({ block: 'nearest' });
  }

  private async send(): Promise<boolean> {
    const review = this.store.review();
    const { text } = this.model();
    if (!review || !this.isUnsaved()) return true;
    if (!this.isOpen() || this.excess() !== '' || this.theirs() !== undefined) return false;
    this.refusal.set(undefined);
    try {
      const newest = await this.api.change(review, { minutes: text.trim() });
      // What was typed on during the save is based on it.
      this.model.update((written) =>
        written.text === text
          ? { text: newest.minutes, base: newest.minutes }
          : { ...written, base: newest.minutes },
      );
      this.store.receiveReview(newest);
      this.announcer.announce(this.t('minutes.saved'));
      return true;
    } catch (failure) {
      return this.recover(toProblem(failure));
    }
  }

  /** Another change of the review is no conflict: only other minutes are. */
  private async recover(problem: Problem): Promise<boolean> {
    const key = this.store.key();
    if (key && problem.code === 'PRECONDITION_FAILED') {
      this.store.receiveReview(await this.api.read(key));
      return this.send();
    }
    if (problem.code === 'CONFLICT') void this.store.poll();
    else this.refusal.set(problem);
    return false;
  }
}
