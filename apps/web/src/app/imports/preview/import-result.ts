import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Import } from '@action-tracker/contracts';
import { IMPORT_OUTCOMES, IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { Texts } from '../../platform/language/texts';
import { Polling } from '../../platform/polling/polling';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { PREVIEW_TEXTS } from './preview.texts';

/** The progress of an import, and then what came of it. */
@Component({
  selector: 'at-import-result',
  imports: [RouterLink],
  templateUrl: './import-result.html',
})
export class ImportResult {
  readonly import = input.required<Import>();
  /** Emitted with the step at which the same file is to be imported again. */
  readonly again = output<'columns' | 'preview'>();

  private readonly all = inject(Texts);
  protected readonly number = this.all.number;
  protected readonly texts = this.all.with(PREVIEW_TEXTS);
  protected readonly t = this.texts.t;
  private readonly shared = this.all.with(IMPORT_TEXTS).t;
  private readonly own = inject(OwnActs);
  private readonly store = inject(ImportStore);
  protected readonly reportPath = computed(() => IMPORT_PATHS.report(this.import().id));
  protected readonly counts = computed(() => {
    const { counts } = this.import();
    return IMPORT_OUTCOMES.map((outcome) => ({
      outcome,
      label: this.shared(`importOutcome.${outcome}`),
      count: counts?.[outcome] ?? 0,
    }));
  });

  constructor() {
    // An undo, and its redo, ask at once.
    inject(Polling).watch(
      () => this.store.refresh(),
      () => this.import().tracker_id,
    );
  }

  protected undo(batch: string): void {
    this.own.asked.set({ batch });
  }
}
