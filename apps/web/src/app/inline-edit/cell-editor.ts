import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { CATEGORIES, type Item, PRIORITIES, STATUSES } from '@action-tracker/contracts';
import { FieldWords } from '../items/field-words';
import { Texts } from '../language/texts';
import { People } from '../people/people';
import { type CellChange, type CellField, changeOf, textOfCell } from './cell-fields';

/** Where the keyboard goes when an edit ends. */
export type AfterEdit = 'stay' | 'next' | 'previous' | 'leave';

export interface CellEdit {
  /** Undefined when nothing changed. */
  readonly change: CellChange | undefined;
  readonly then: AfterEdit;
}

/**
 * Edits one field where it stands. Enter and leaving save, Tab saves and goes on, Escape cancels.
 * What is typed belongs to the editor alone: news from the server cannot touch it.
 */
@Component({
  selector: 'at-cell-editor',
  templateUrl: './cell-editor.html',
  styleUrl: './cell-editor.scss',
  host: {
    '(keydown)': 'followKey($event)',
    '(focusout)': 'finish("leave")',
    '(dblclick)': '$event.stopPropagation()',
  },
})
export class CellEditor {
  readonly item = input.required<Item>();
  readonly field = input.required<CellField>();
  readonly finished = output<CellEdit>();

  private readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly control =
    viewChild.required<ElementRef<HTMLInputElement | HTMLSelectElement>>('control');
  private isFinished = false;

  protected readonly refusal = signal('');
  protected readonly label = computed(() =>
    this.t('field.of', { field: this.words.label(this.field()), item: this.item().id }),
  );
  protected readonly text = computed(() => textOfCell(this.item(), this.field()));
  protected readonly options = computed(() => this.optionsOf(this.field()));

  constructor() {
    afterNextRender(() => {
      const { nativeElement } = this.control();
      nativeElement.focus();
      if (nativeElement instanceof HTMLInputElement && nativeElement.type === 'text') {
        nativeElement.select();
      }
    });
  }

  protected followKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Enter') this.finish('stay');
    else if (event.key === 'Tab') this.finish(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape') this.cancel();
    else return;
    event.preventDefault();
  }

  protected finish(then: AfterEdit): void {
    if (this.isFinished) return;
    const { value } = this.control().nativeElement;
    const change = changeOf(this.field(), value, this.t);
    if (typeof change === 'string') {
      if (then === 'leave') this.cancel('leave');
      else this.refusal.set(change);
      return;
    }
    this.isFinished = true;
    const isSame = Object.values(change)[0] === this.item()[this.field()];
    this.finished.emit({ change: isSame ? undefined : change, then });
  }

  private cancel(then: AfterEdit = 'stay'): void {
    this.isFinished = true;
    this.finished.emit({ change: undefined, then });
  }

  private optionsOf(field: CellField): readonly { value: string; label: string }[] {
    if (field === 'owner_id') {
      return this.people.all().map(({ id, name }) => ({ value: String(id), label: name }));
    }
    const vocabularies = { category: CATEGORIES, priority: PRIORITIES, status: STATUSES };
    if (field === 'title' || field === 'due_date') return [];
    return vocabularies[field].map((value) => ({
      value,
      label: this.words.value(field, value),
    }));
  }
}
