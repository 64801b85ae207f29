import {
  afterNextRender,
  Component,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  type ChangePersonRequest,
  INITIALS_MAX_CHARS,
  type Person,
  SITE_ROLES,
  type SiteRole,
} from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { AccessApi } from './access-api';
import { PEOPLE_PAGE_TEXTS } from './people.texts';

type Draft = Record<'initials', string> & Record<'site_role', SiteRole>;

/** What an administrator may change about a person. Sends only what was changed here. */
@Component({
  selector: 'at-change-person',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './change-person.html',
  styleUrl: './change-person.scss',
})
export class ChangePerson {
  readonly person = input.required<Person>();
  readonly saved = output();
  readonly left = output();

  protected readonly t = inject(Texts).with(PEOPLE_PAGE_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly api = inject(AccessApi);
  private readonly announcer = inject(Announcer);
  private readonly opened = linkedSignal<Person, Person>({
    source: this.person,
    computation: (newest, before) => before?.value ?? newest,
  });
  private readonly model = linkedSignal<Draft>(() => {
    const { initials, site_role } = this.opened();
    return { initials, site_role };
  });
  protected readonly isActive = linkedSignal(() => this.opened().is_active);
  protected readonly roles = SITE_ROLES;
  protected readonly refusal = signal('');
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.initials, ({ value }) => {
        const { length } = Array.from(value().trim());
        if (length > 0 && length <= INITIALS_MAX_CHARS) return null;
        const message = this.t('peoplePage.enterInitials', { max: INITIALS_MAX_CHARS });
        return { kind: 'initials', message };
      });
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  constructor() {
    afterNextRender(() => this.form.initials().focusBoundControl());
  }

  protected roleKey(role: SiteRole): `siteRole.${SiteRole}` {
    return `siteRole.${role}`;
  }

  protected mayKey(): `peoplePage.mayHint.${SiteRole}` {
    return `peoplePage.mayHint.${this.model().site_role}`;
  }

  private save(): Promise<SaveErrors> {
    this.refusal.set('');
    return trySave(
      async () => {
        const { id, name } = this.person();
        const changes = this.changes();
        if (Object.keys(changes).length > 0) {
          await this.api.changePerson(id, changes);
          this.announcer.announce(this.t('peoplePage.saved', { name }));
        }
        this.saved.emit();
      },
      (problem) => this.refuse(problem),
    );
  }

  private changes(): ChangePersonRequest {
    const { initials, site_role } = this.model();
    const opened = this.opened();
    const is_active = this.isActive();
    return {
      ...(initials.trim() === opened.initials ? {} : { initials: initials.trim() }),
      ...(site_role === opened.site_role ? {} : { site_role }),
      ...(is_active === opened.is_active ? {} : { is_active }),
    };
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    const isLast = problem.code === 'CONFLICT';
    if (errors.length === 0) {
      this.refusal.set(isLast ? this.t('peoplePage.lastAdmin') : this.words.of(problem));
    }
    return errors;
  }
}
