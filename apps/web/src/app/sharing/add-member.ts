import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  type AddMemberRequest,
  type Tracker,
  TRACKER_ROLES,
  type TrackerRole,
} from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { focusFirstError, type SaveErrors, trySave } from '../platform/api-problem/refused-fields';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { findPeople, personMeant } from '../people/find-people';
import { People } from '../people/people';
import { SHARING_TEXTS } from './sharing.texts';
import { SharingApi } from './sharing-api';
import { SharingWords } from './sharing-words';

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Wanted = Record<'who', string> & Record<'role', TrackerRole>;

/** Adds somebody to a tracker: a person who is known, or an address that is invited as a guest. */
@Component({
  selector: 'at-add-member',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './add-member.html',
  styles: `
    h3 {
      margin-top: 24px;
      font-size: 14px;
    }
  `,
})
export class AddMember {
  readonly tracker = input.required<Tracker>();
  readonly changed = output();

  protected readonly t = inject(Texts).with(SHARING_TEXTS).t;
  protected readonly words = inject(SharingWords);
  private readonly people = inject(People);
  private readonly api = inject(SharingApi);
  private readonly announcer = inject(Announcer);
  private readonly model = signal<Wanted>({ who: '', role: 'editor' });
  protected readonly roles = TRACKER_ROLES;
  protected readonly refusal = signal('');
  protected readonly added = signal('');
  /** Whom the browser proposes while somebody types. */
  protected readonly proposed = computed(() => {
    const typed = this.model().who.trim();
    const active = this.people.all().filter((person) => person.is_active);
    return typed === '' ? active : findPeople(active, typed);
  });
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.who, ({ value }) => {
        const text = value().trim();
        if (this.personIn(text)) return null;
        const message =
          text === '' || text.includes('@')
            ? this.t('sharing.enterWho')
            : this.t('sharing.nobody', { text });
        return { kind: 'who', message };
      });
    },
    { submission: { action: () => this.add(), onInvalid: focusFirstError } },
  );

  private async add(): Promise<SaveErrors> {
    const { who, role } = this.model();
    const person = this.personIn(who.trim());
    this.refusal.set('');
    this.added.set('');
    if (!person) return [];
    return trySave(
      async () => {
        const { name } = await this.api.add(this.tracker().id, { ...person, role });
        const done = this.t('sharing.addedAs', { name, role: this.words.role(role) });
        this.added.set(done);
        this.announcer.announce(done);
        this.form().reset({ who: '', role });
        this.people.refresh();
        this.changed.emit();
      },
      (problem) => this.refuse(problem),
    );
  }

  private personIn(text: string): Omit<AddMemberRequest, 'role'> | undefined {
    const known = text === '' ? undefined : personMeant(this.people.all(), text);
    const isSame = !text.includes('@') || known?.email?.toLowerCase() === text.toLowerCase();
    if (known && isSame) return { user_id: known.id };
    return ADDRESS.test(text) ? { email: text } : undefined;
  }

  /** What was typed stays. The list may have changed meanwhile. */
  private refuse(problem: Problem): SaveErrors {
    this.refusal.set(this.words.refusal(problem, 'add'));
    this.changed.emit();
    return [];
  }
}
