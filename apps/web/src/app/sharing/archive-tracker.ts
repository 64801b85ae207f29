import { Component, inject, input, signal } from '@angular/core';
import type { Tracker } from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Refusal } from '../platform/api-problem/refusal';
import { Texts } from '../platform/language/texts';
import { TrackerStore } from '../trackers/tracker-store';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingApi } from './sharing-api';

/** Archives a tracker, or opens it again: each takes back the other, so neither asks first. */
@Component({
  selector: 'at-archive-tracker',
  imports: [Refusal],
  template: `
    @if (refusal(); as problem) {
      <at-refusal [problem]="problem" />
    }
    <p class="soft prose">
      {{ t(tracker().archived ? 'archive.aboutArchived' : 'archive.about') }}
    </p>
    <button class="button" type="button" [disabled]="isSending()" (click)="turn()">
      {{ t(tracker().archived ? 'archive.reopen' : 'archive.do') }}
    </button>
  `,
  styles: `
    p {
      margin-block: 4px 12px;
    }
  `,
})
export class ArchiveTracker {
  readonly tracker = input.required<Tracker>();

  protected readonly t = inject(Texts).with(SHARING_TEXTS).t;
  private readonly api = inject(SharingApi);
  private readonly store = inject(TrackerStore);
  private readonly announcer = inject(Announcer);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly isSending = signal(false);

  protected async turn(): Promise<void> {
    const { id, archived } = this.tracker();
    this.refusal.set(undefined);
    this.isSending.set(true);
    try {
      await this.api.archive(id, !archived);
      this.announcer.announce(this.t(archived ? 'archive.reopened' : 'archive.done'));
    } catch (failure) {
      this.refusal.set(toProblem(failure));
    }
    this.isSending.set(false);
    this.store.refresh();
  }
}
