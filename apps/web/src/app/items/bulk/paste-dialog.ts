import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { BulkRequest, EachChange } from '@action-tracker/contracts';
import { FieldWords } from '../fields/field-words';
import type { Problem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { Dialog } from '../../platform/dialogs/dialog';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { isEdited } from '../registry/edited-fields';
import { BULK_TEXTS } from './bulk.texts';
import { BulkChanges } from './bulk-changes';
import type { PastedCell } from './pasted-cells';

/** Cells beyond these are counted only. */
const MAX_LISTED = 200;

/** Shows what pasted cells would change before they do, and which of them cannot be used. */
@Component({
  selector: 'at-paste-dialog',
  imports: [Dialog, Refusal, SendKey],
  templateUrl: './paste-dialog.html',
  styleUrl: './paste-dialog.scss',
})
export class PasteDialog {
  readonly cells = input.required<readonly PastedCell[]>();
  readonly closed = output();

  protected readonly texts = inject(Texts).with(BULK_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(FieldWords);
  protected readonly changes = inject(BulkChanges);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly listed = computed(() => this.cells().slice(0, MAX_LISTED));
  protected readonly problems = computed(() => this.cells().filter(({ change }) => !change).length);
  private readonly byItem = computed(() =>
    Map.groupBy(
      this.cells().filter(({ change }) => change),
      ({ item }) => item.id,
    ),
  );
  protected readonly count = computed(() => this.byItem().size);

  protected before({ item, column }: PastedCell): string {
    return isEdited(column) ? this.words.value(column, item[column]) : '';
  }

  protected after({ change, text }: PastedCell): string {
    return change ? this.words.value(change.field, change.value) : text;
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (this.count() === 0) return;
    this.refusal.set(await this.changes.send(this.request()));
    if (!this.refusal()) this.closed.emit();
  }

  /** What was pasted is based on the values that were shown, so newer ones are refused. */
  private request(): BulkRequest {
    const rows = [...this.byItem().values()];
    const items = rows.flatMap(([first]) => (first ? [first.item] : []));
    return {
      each: rows.map((cells) => changesOf(cells)),
      versions: Object.fromEntries(items.map(({ id, version }) => [id, version])),
    };
  }
}

function changesOf(cells: readonly PastedCell[]): EachChange {
  const values = cells.map(({ change }) => [change?.field ?? '', change?.value] as const);
  const { status, ...fields } = Object.fromEntries(values);
  // The values of a cell fit its field.
  return {
    item_id: cells[0]?.item.id ?? '',
    ...(Object.keys(fields).length > 0 ? { changes: fields } : {}),
    ...(status === undefined ? {} : { status }),
  } as EachChange;
}
