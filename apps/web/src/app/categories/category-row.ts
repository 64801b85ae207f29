import {
  afterRenderEffect,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { CATEGORIES_MAX, type TrackerCategory } from '@action-tracker/contracts';
import { FieldWords } from '../items/fields/field-words';
import { Announcer } from '../platform/announcer/announcer';
import { isComposing } from '../platform/keyboard/composing';
import { focusWithAll } from '../platform/keyboard/focus-text';
import { Texts } from '../platform/language/texts';
import { CATEGORIES_TEXTS } from './categories.texts';
import { type CategoryChange, CategoryChanges, type FocusedAct } from './category-changes';
import { faultOfName } from './category-names';
import { CategoryWords } from './category-words';

/** One category of a tracker, with what a manager can do with it. */
@Component({
  selector: 'at-category-row',
  templateUrl: './category-row.html',
  styleUrl: './category-row.scss',
  host: { '(keydown.escape)': 'leave($event)' },
})
export class CategoryRow {
  readonly category = input.required<TrackerCategory>();
  /** From 1, among those on offer or among the retired ones. */
  readonly place = input.required<number>();
  readonly count = input.required<number>();
  readonly mayChange = input.required<boolean>();

  protected readonly t = inject(Texts).with(CATEGORIES_TEXTS).t;
  private readonly words = inject(CategoryWords);
  private readonly fields = inject(FieldWords);
  private readonly changes = inject(CategoryChanges);
  private readonly announcer = inject(Announcer);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** The name that is being typed; undefined while nobody renames. */
  protected readonly typed = signal<string | undefined>(undefined);
  protected readonly refusal = signal('');
  protected readonly named = computed(() => ({ name: this.category().name }));
  /** The first six names are translated where items show them. */
  protected readonly shownAs = computed(() => {
    const { name } = this.category();
    const shown = this.fields.value('category', name);
    return shown === name ? undefined : shown;
  });
  protected readonly refusalId = computed(() => `refusal-of-${this.category().key}`);

  constructor() {
    // Moving an element takes the focus from it.
    afterRenderEffect(() => {
      const focused = this.changes.focused();
      if (focused?.key !== this.category().key) return;
      this.host.querySelector<HTMLElement>(`[data-act=${focused.act}]`)?.focus();
      untracked(() => this.changes.focused.set(undefined));
    });
    afterRenderEffect(() => {
      const input = this.isRenaming() ? this.host.querySelector('input') : null;
      if (input) focusWithAll(input);
    });
  }

  protected readonly isRenaming = computed(() => this.typed() !== undefined);

  protected async move(by: -1 | 1): Promise<void> {
    const { key, name } = this.category();
    const place = this.place() + by;
    if (place < 1 || place > this.count()) return;
    this.announcer.announce(this.t('categories.moved', { name, place, count: this.count() }));
    this.changes.focused.set({ key, act: by < 0 ? 'up' : 'down' });
    await this.attempt((before) => movedBy(before, key, by));
  }

  protected async retire(retired: boolean): Promise<void> {
    const { key, name } = this.category();
    const all = this.changes.all();
    if (!retired && all.filter((one) => !one.retired).length >= CATEGORIES_MAX) {
      this.refusal.set(this.t('categories.full', { max: CATEGORIES_MAX }));
      return;
    }
    // The row is in the other list then.
    this.changes.focused.set({ key, act: 'retire' });
    const isDone = await this.attempt(changed(key, { retired }));
    const done = retired ? 'categories.isRetired' : 'categories.isBack';
    if (isDone) this.announcer.announce(this.t(done, { name }));
  }

  protected async rename(event: Event): Promise<void> {
    event.preventDefault();
    const { key, name: from } = this.category();
    const typed = this.typed() ?? '';
    const fault = faultOfName(typed, this.changes.all(), key);
    this.refusal.set(fault ? this.words.fault(fault, typed) : '');
    if (fault) {
      this.host.querySelector('input')?.focus();
      return;
    }
    const name = typed.trim();
    if (name !== from && !(await this.attempt(changed(key, { name })))) return;
    if (name !== from) this.announcer.announce(this.t('categories.renamed', { from, name }));
    this.stopRenaming();
  }

  /** With an input method, Escape discards what it composes. */
  protected leave(event: Event): void {
    if (!this.isRenaming() || (event instanceof KeyboardEvent && isComposing(event))) return;
    this.stopRenaming();
  }

  protected stopRenaming(): void {
    this.typed.set(undefined);
    this.refusal.set('');
    this.focus('rename');
  }

  private focus(act: FocusedAct['act']): void {
    this.changes.focused.set({ key: this.category().key, act });
  }

  /** Whether it was done. */
  private async attempt(change: CategoryChange): Promise<boolean> {
    this.refusal.set('');
    const problem = await this.changes.attempt(change);
    // The list says itself that somebody else was first.
    if (problem && !this.changes.hasChangedSince()) {
      this.refusal.set(this.words.refusal(problem));
    }
    return problem === undefined;
  }
}

const changed =
  (key: string, change: Partial<TrackerCategory>): CategoryChange =>
  (before) =>
    before.map((one) => (one.key === key ? { ...one, ...change } : one));

/** Past the next one on offer: retired ones in between have a list of their own. */
function movedBy(
  before: readonly TrackerCategory[],
  key: string,
  by: -1 | 1,
): readonly TrackerCategory[] {
  const offered = before.filter(({ retired }) => !retired);
  const place = offered.findIndex((one) => one.key === key);
  const next = offered[place + by];
  const moved = offered[place];
  if (!next || !moved) return before;
  return before.map((one) => (one === next ? moved : one === moved ? next : one));
}
