import { Component, inject, input } from '@angular/core';
import { TimeAgo } from '../../platform/formats/time-ago';
import { Texts } from '../../platform/language/texts';
import { People } from '../../people/people';
import type { HistoryEntry } from './history-entries';
import { HISTORY_TEXTS } from './history.texts';
import { HistoryWords } from './history-words';

/** Who did what when, and where the ledger has it. Shows its content after the time, or as an action. */
@Component({
  selector: 'at-history-head',
  imports: [TimeAgo],
  template: `
    <div class="head">
      <span class="initials" aria-hidden="true">{{ people.initialsOf(entry().actorId) }}</span>
      <p>
        <strong>{{ people.nameOf(entry().actorId) }}</strong>
        @if (people.otherNameOf(entry().actorId); as name) {
          <span class="soft">{{ t('history.otherName', { name }) }}</span>
        }
        {{ names.deeds({ deeds: deeds() }) }}
        <span class="soft">
          · <at-time-ago [instant]="entry().occurredAt" />
          <ng-content />
        </span>
      </p>
      <ng-content select="[action]" />
      <span class="place" [title]="t('history.place')">
        <span class="visually-hidden">{{ t('history.entry') }}</span>
        {{ names.place({ positions: positions() }) }}
      </span>
    </div>
  `,
  styles: `
    .head {
      display: flex;
      align-items: flex-start;
      gap: 10px;
      line-height: 26px;
    }
    p {
      flex: 1;
      min-width: 0;
      padding-block: 3px;
      line-height: 20px;
      overflow-wrap: anywhere;
    }
    .initials {
      flex: none;
      width: 27px;
      height: 26px;
      overflow: hidden;
      border-radius: 13px;
      background: var(--at-hover);
      color: var(--at-text-soft);
      font-size: 10.5px;
      font-weight: 500;
      text-align: center;
    }
    .place {
      color: var(--at-text-soft);
      font-size: 12px;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class HistoryHead {
  /** Whose it is and when; of several, the newest. */
  readonly entry = input.required<HistoryEntry>();
  readonly deeds = input.required<HistoryEntry['deeds']>();
  readonly positions = input.required<readonly number[]>();

  protected readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  protected readonly names = inject(HistoryWords);
  protected readonly people = inject(People);
}
