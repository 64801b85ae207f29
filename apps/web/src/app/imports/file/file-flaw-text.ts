import { Component, computed, inject, input } from '@angular/core';
import type { FileFlaw } from '@action-tracker/contracts';
import { Texts } from '../../platform/language/texts';
import { FILE_FLAW_TEXTS } from './file-flaws.texts';

/** Says what is wrong with a file, and what to do about it. */
@Component({ selector: 'at-file-flaw-text', template: `{{ t(key()) }}` })
export class FileFlawText {
  readonly flaw = input.required<FileFlaw>();

  protected readonly t = inject(Texts).with(FILE_FLAW_TEXTS).t;
  protected readonly key = computed((): `fileFlaw.${FileFlaw}` => `fileFlaw.${this.flaw()}`);
}
