import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FieldWords } from '../../items/fields/field-words';
import { People } from '../../people/people';
import { Texts } from '../../platform/language/texts';
import { REVIEW_TEXTS } from '../reviews.texts';
import type { Decision, Topic } from './meeting';

/** Items with what the meeting decided and wrote about each. */
@Component({
  selector: 'at-topics',
  imports: [RouterLink],
  template: `
    <ul>
      @for (topic of topics(); track topic.id) {
        <li>
          <a class="id" [routerLink]="['/items', topic.id]">{{ topic.id }}</a>
          <div>
            <p class="title">
              {{ topic.title }}
              @if (topic.isNew) {
                <span class="new">{{ t('minutes.new') }}</span>
              }
              @if (topic.isWithdrawn) {
                <span class="new">{{ t('minutes.withdrawn') }}</span>
              }
            </p>
            @for (decision of topic.decisions; track decision.field) {
              <p class="decision">
                <span class="soft">{{ words.label(decision.field) }}:</span>&ngsp;
                <del>{{ words.value(decision.field, decision.from) }}</del>
                {{ words.value(decision.field, decision.to) }} {{ daysOf(decision) }}
                @if (decision.reason) {
                  <span class="reason">{{ decision.reason }}</span>
                }
              </p>
            }
            @for (remark of topic.remarks; track $index) {
              <p class="remark">
                <span class="soft" [title]="people.nameOf(remark.by)"
                  >{{ people.initialsOf(remark.by) }}:</span
                >
                {{ remark.text }}
              </p>
            }
            @if (isNothing(topic)) {
              <p class="soft">{{ t('minutes.noChange') }}</p>
            }
          </div>
        </li>
      }
    </ul>
  `,
  styleUrl: './topics.scss',
})
export class Topics {
  readonly topics = input.required<readonly Topic[]>();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(FieldWords);
  protected readonly people = inject(People);

  protected isNothing({ isNew, isWithdrawn, decisions, remarks }: Topic): boolean {
    return !isNew && !isWithdrawn && decisions.length === 0 && remarks.length === 0;
  }

  /** `(14 days later)` */
  protected daysOf({ days }: Decision): string {
    if (days === null || days === 0) return '';
    const count = Math.abs(days);
    return days > 0
      ? this.texts.counted('minutes.later', count)
      : this.texts.counted('minutes.earlier', count);
  }
}
