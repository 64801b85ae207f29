import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  numberAttribute,
  untracked,
  viewChild,
  ViewEncapsulation,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { mdiArrowLeft } from '@mdi/js';
import type { Import, ImportQuestion } from '@action-tracker/contracts';
import { toProblem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { LoadState } from '../../platform/loading/load-state';
import { PageTitle } from '../../platform/navigation/page-title';
import { Rights } from '../../trackers/rights';
import { RightsHint } from '../../trackers/rights-hint';
import { TrackerStore } from '../../trackers/tracker-store';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { openIn } from '../api/open-questions';
import { MapColumns } from '../columns/map-columns';
import { ChooseFile } from '../file/choose-file';
import { ChooseHeader } from '../file/choose-header';
import { FileFlawText } from '../file/file-flaw-text';
import { ImportResult } from '../preview/import-result';
import { PreviewStep } from '../preview/preview-step';
import { MapValues } from '../values/map-values';
import { IMPORT_PAGE_TEXTS } from './page.texts';

const STEPS = ['header', 'columns', 'values', 'preview'] as const;
type Step = (typeof STEPS)[number];
/** Whose proposals are accepted by going on from a step. */
const ACCEPTED: Readonly<Record<Step, readonly ImportQuestion['kind'][]>> = {
  header: [],
  columns: ['missing'],
  values: ['value', 'person'],
  preview: [],
};

/**
 * The wizard that brings a spreadsheet in. Its address names the uploaded file and the step, so that
 * a reload, or another day's visit, goes on there; what was chosen is with the server.
 */
@Component({
  selector: 'at-import-page',
  imports: [
    ChooseFile,
    ChooseHeader,
    FileFlawText,
    Icon,
    ImportResult,
    LoadState,
    MapColumns,
    MapValues,
    PreviewStep,
    RightsHint,
    RouterLink,
  ],
  templateUrl: './import-page.html',
  styleUrl: './import-page.scss',
  // The steps share these styles, which are all below the element of this page.
  encapsulation: ViewEncapsulation.None,
})
export class ImportPage {
  readonly trackerId = input.required({ transform: numberAttribute });
  readonly importId = input<string>();
  readonly step = input<string>();

  private readonly texts = inject(Texts);
  protected readonly page = this.texts.with(IMPORT_PAGE_TEXTS);
  protected readonly t = this.page.t;
  protected readonly shared = this.texts.with(IMPORT_TEXTS).t;
  protected readonly words = inject(ProblemWords);
  protected readonly store = inject(ImportStore);
  protected readonly rights = inject(Rights);
  private readonly trackers = inject(TrackerStore);
  private readonly router = inject(Router);
  private readonly heading = viewChild<ElementRef<HTMLElement>>('heading');
  protected readonly name = computed(() => this.trackers.nameOf(this.trackerId()));
  protected readonly backIcon = mdiArrowLeft;
  protected readonly steps = STEPS;

  /** A file that is gone after a day. */
  protected readonly isGone = computed(() => {
    const failure = this.store.resource.error();
    return failure !== undefined && toProblem(failure).code === 'NOT_FOUND';
  });
  /** Undefined for the progress and the result. */
  protected readonly current = computed<Step | undefined>(() => {
    const import_ = this.store.current();
    if (!import_ || import_.state === 'running') return undefined;
    const asked = STEPS.find((step) => step === this.step());
    if (asked) return asked;
    if (import_.state !== 'ready') return undefined;
    // What this product exported needs no mapping.
    return import_.exported ? 'preview' : 'header';
  });

  constructor() {
    this.trackers.know();
    const pageTitle = inject(PageTitle);
    effect(() => pageTitle.set(this.t('import.title', { tracker: this.name() })));
    effect(() => {
      const id = this.importId();
      untracked(() => this.store.show(id));
    });
  }

  /** Questions of a step that nobody has answered. */
  protected openOf({ questions, problems }: Import, step: Step): number {
    switch (step) {
      case 'columns':
        return openIn(questions, ['date_order', 'missing']).length;
      case 'values':
        return openIn(questions, ['value', 'person']).length;
      case 'preview':
        return problems.length;
      case 'header':
        return 0;
    }
  }

  protected stepKey(step: Step): `importStep.${Step}` {
    return `importStep.${step}`;
  }

  protected after(step: Step): Step | undefined {
    return STEPS[STEPS.indexOf(step) + 1];
  }

  protected before(step: Step): Step | undefined {
    return STEPS[STEPS.indexOf(step) - 1];
  }

  protected async go(step: Step | undefined): Promise<void> {
    const queryParams = step ? { step } : {};
    await this.router.navigate(['/trackers', this.trackerId(), 'import', this.importId()], {
      queryParams,
    });
    this.heading()?.nativeElement.focus();
  }

  /** Going on accepts what is proposed, except for dates that can be read in two ways. */
  protected async goOn(step: Step, next: Step): Promise<void> {
    const kinds = ACCEPTED[step];
    if (kinds.length > 0) void this.store.accept(kinds);
    await this.go(next);
  }

  protected async run(): Promise<void> {
    await this.store.run();
    if (!this.store.problem()) await this.go(undefined);
  }
}
