import { Component, computed, effect, inject } from '@angular/core';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { DateTexts } from '../../platform/date-field/date-texts';
import { FieldWords } from '../fields/field-words';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import { type CellDraft, CellDrafts } from './cell-drafts';
import { EDITED_FIELDS } from '../registry/edited-fields';
import { textOfField } from '../registry/field-input';
import { ItemListStore } from '../store/item-list-store';
import { ItemStore } from '../store/item-store';
import { changeOf } from './cell-fields';
import { ItemEdits } from './item-edits';
import { UNSAVED_EDIT_TEXTS } from './unsaved-edits.texts';

/** Lists unsaved edits of single fields, with the reason and the available actions. */
@Component({
  selector: 'at-unsaved-edits',
  template: `
    @for (draft of undecided(); track draft.id) {
      @let problem = edits.problemOf(draft);
      <div class="callout is-error" role="alert">
        <div>
          <strong>{{ t('edit.notSaved', { item: draft.itemId }) }}</strong>
          {{ problem ? problemWords.of(problem) : reasonOf(draft) }}
          <span class="typed">{{
            t('edit.typed', { field: fieldWords.label(draft.field), text: textOf(draft) })
          }}</span>
          @if (problem?.correlationId; as id) {
            <span class="soft"
              >{{ t('app.reference') }} <code>{{ id }}</code></span
            >
          }
        </div>
        <div class="choices">
          <button class="button" type="button" (click)="edits.editAgain(draft)">
            {{ t('edit.again') }}
          </button>
          <button class="plain" type="button" (click)="drafts.forget(draft.itemId, draft.field)">
            {{ t('edit.discard') }}
          </button>
        </div>
      </div>
    }
  `,
  styles: `
    .choices {
      display: flex;
      align-items: center;
      gap: 4px;
    }
    .callout {
      flex-wrap: wrap;
      align-items: center;
      border: 1px solid var(--at-danger);
    }
    .callout > div:first-child {
      flex: 1;
      min-width: 200px;
    }
    .typed {
      display: block;
    }
  `,
})
export class UnsavedEdits {
  protected readonly t = inject(Texts).with(UNSAVED_EDIT_TEXTS).t;
  protected readonly drafts = inject(CellDrafts);
  protected readonly edits = inject(ItemEdits);
  protected readonly problemWords = inject(ProblemWords);
  protected readonly fieldWords = inject(FieldWords);
  private readonly formats = inject(Formats);
  private readonly dates = inject(DateTexts);
  private readonly list = inject(ItemListStore);
  private readonly itemStore = inject(ItemStore);

  /** Excludes the edit that a dialog is asking about. */
  protected readonly undecided = computed(() => {
    const asked = this.edits.conflict();
    return this.drafts
      .waiting()
      .filter(({ itemId, field }) => itemId !== asked?.current.id || field !== asked.field);
  });

  constructor() {
    effect(() => {
      const saved = this.drafts.waiting().filter((draft) => this.wasSaved(draft));
      for (const { itemId, field, text } of saved) this.drafts.forget(itemId, field, text);
    });
  }

  /**
   * A page that is left before the answer to its save arrives keeps the draft, although the server
   * may have saved it: a later version of the item then has the text.
   */
  private wasSaved({ itemId, field, text, itemVersion }: CellDraft): boolean {
    const known = [this.itemStore.item(), ...(this.list.all() ?? [])];
    const item = known.find((candidate) => candidate?.id === itemId);
    return item !== undefined && item.version > itemVersion && textOfField(item, field) === text;
  }

  /** Why the text is invalid; for valid text, when it was typed. */
  protected reasonOf({ field, text, begunAt }: CellDraft): string {
    const change = changeOf(field, text, { t: this.t, dates: this.dates });
    if (typeof change === 'string') return change;
    return this.t('edit.from', { when: this.formats.moment(begunAt) });
  }

  protected textOf({ field, text }: CellDraft): string {
    const { kind } = EDITED_FIELDS[field];
    if (kind === 'date') return this.dates.textOf(text);
    return this.fieldWords.value(field, kind === 'user' ? Number(text) : text);
  }
}
