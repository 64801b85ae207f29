import { afterNextRender, Component, computed, inject, output, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  NAME_MAX_CHARS,
  TOKEN_SCOPES,
  type NewAccessToken,
  type TokenScope,
} from '@action-tracker/contracts';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Refusal } from '../platform/api-problem/refusal';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { textOf } from '../platform/api-problem/text-limits';
import { CLOCK } from '../platform/clock/clock';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { TrackerStore } from '../trackers/tracker-store';
import { AccessApi } from './access-api';
import { ACCESS_TEXTS } from './access.texts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LIFETIMES = [7, 30, 90, 365] as const;

/** Makes an access token: what it is for, what it may, for how long and where. */
@Component({
  selector: 'at-new-token',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './new-token.html',
  styleUrl: './new-token.scss',
})
export class NewToken {
  readonly created = output<NewAccessToken>();
  readonly left = output();

  protected readonly t = inject(Texts).with(ACCESS_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly api = inject(AccessApi);
  private readonly clock = inject(CLOCK);
  private readonly store = inject(TrackerStore);
  private readonly model = signal({ name: '' });
  protected readonly trackers = computed(() =>
    this.store.all.hasValue() ? this.store.all.value() : [],
  );
  protected readonly scopes = TOKEN_SCOPES;
  protected readonly scope = signal<TokenScope>('read');
  protected readonly lifetimes = LIFETIMES;
  protected readonly days = signal<number>(LIFETIMES[1]);
  /** Undefined for all trackers. */
  protected readonly chosen = signal<ReadonlySet<number> | undefined>(undefined);
  protected readonly needsTracker = computed(() => this.isTried() && this.chosen()?.size === 0);
  protected readonly noTrackers: ReadonlySet<number> = new Set();
  private readonly isTried = signal(false);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.name, textOf({ missing: 'form.enterName', max: NAME_MAX_CHARS, t: this.t }));
    },
    { submission: { action: () => this.create(), onInvalid: focusFirstError } },
  );

  constructor() {
    this.store.know();
    afterNextRender(() => this.form.name().focusBoundControl());
  }

  protected toggle(trackerId: number): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(trackerId)) chosen.add(trackerId);
    this.chosen.set(chosen);
  }

  protected scopeKey(scope: TokenScope): `tokenScope.${TokenScope}` {
    return `tokenScope.${scope}`;
  }

  private async create(): Promise<SaveErrors> {
    this.isTried.set(true);
    this.refusal.set(undefined);
    const chosen = this.chosen();
    if (chosen?.size === 0) return [];
    return trySave(
      async () => {
        const created = await this.api.create({
          name: this.model().name.trim(),
          scope: this.scope(),
          expires_at: new Date(this.clock() + this.days() * DAY_MS).toISOString(),
          ...(chosen ? { tracker_ids: [...chosen] } : {}),
        });
        this.created.emit(created);
      },
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
