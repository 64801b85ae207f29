import {
  afterRenderEffect,
  Component,
  computed,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { mdiMagnify } from '@mdi/js';
import type { MergedPerson, Person } from '@action-tracker/contracts';
import { findPeople } from '../people/find-people';
import { People } from '../people/people';
import { PeopleApi } from '../people/people-api';
import { Formats } from '../platform/formats/formats';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { NotFound } from '../platform/navigation/not-found';
import { PageTitle } from '../platform/navigation/page-title';
import { OwnActs } from '../platform/own-acts/own-acts';
import { Rights } from '../trackers/rights';
import { ChangePerson } from './change-person';
import { MERGE_TEXTS } from './merge.texts';
import { MergePerson } from './merge-person';
import { MergeWords } from './merge-words';
import { PEOPLE_PAGE_TEXTS } from './people.texts';

const SHOWN = ['active', 'inactive', 'all'] as const;
type Shown = (typeof SHOWN)[number];

/** Nobody owns an address of this domain: an import made the person. */
const IMPORTED = '@import.invalid';

/** What merging is called, for a person who can be merged, and for one who is. */
const MERGE = { text: 'merge.open', label: 'merge.openOf' } as const;
const MERGE_AGAIN = { text: 'merge.again', label: 'merge.againOf' } as const;

interface Opened {
  readonly id: number;
  readonly act: 'change' | 'merge';
}

/** The people of the organisation: administrators change their role, and whether they may sign in. */
@Component({
  selector: 'at-people-page',
  imports: [ChangePerson, Icon, LoadState, MergePerson, NotFound],
  templateUrl: './people-page.html',
  styleUrls: ['./entries.scss', './people-page.scss', './merge-box.scss'],
})
export class PeoplePage {
  protected readonly texts = inject(Texts).with(PEOPLE_PAGE_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly mergeTexts = inject(Texts).with(MERGE_TEXTS);
  protected readonly mergeWords = inject(MergeWords);
  private readonly formats = inject(Formats);
  private readonly people = inject(People);
  private readonly rights = inject(Rights);
  private readonly own = inject(OwnActs);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly mayManage = computed(() => this.rights.mayOnSite('manage_people'));

  protected readonly resource = inject(PeopleApi).all();
  private readonly all = computed(() =>
    this.resource.hasValue() ? this.resource.value() : undefined,
  );
  protected readonly typed = signal('');
  protected readonly choices = SHOWN;
  protected readonly shown = signal<Shown>('active');
  protected readonly found = computed(() => {
    const [all, shown, typed] = [this.all(), this.shown(), this.typed().trim()];
    const wanted = all
      ?.filter(({ is_active }) => shown === 'all' || is_active === (shown === 'active'))
      .toSorted((a, b) => this.formats.compare(a.name, b.name));
    return wanted && typed !== '' ? findPeople(wanted, typed) : wanted;
  });
  /** Whose form is open, and which one. */
  protected readonly opened = signal<Opened | undefined>(undefined);
  /** The form that was closed last: the focus goes back to the button that opened it. */
  private readonly closed = signal<Opened | undefined>(undefined);
  /** What was merged last. */
  protected readonly merged = signal<MergedPerson | undefined>(undefined);
  private readonly result = viewChild<ElementRef<HTMLElement>>('result');
  protected readonly searchIcon = mdiMagnify;

  constructor() {
    // The form that it answers is gone.
    afterRenderEffect(() => this.result()?.nativeElement.focus());
    afterRenderEffect(() => {
      const closed = this.closed();
      if (!closed) return;
      const opens = `[data-opens="${closed.act} ${closed.id}"]`;
      this.host.querySelector<HTMLElement>(opens)?.focus();
    });
    inject(PageTitle).set(this.t('peoplePage.title'));
  }

  protected choiceKey(shown: Shown): `peoplePage.${Shown}` {
    return `peoplePage.${shown}`;
  }

  protected roleKey({ site_role: role }: Person): `siteRole.${Person['site_role']}` {
    return `siteRole.${role}`;
  }

  protected choose(name: string): void {
    this.shown.set(SHOWN.find((one) => one === name) ?? 'all');
  }

  protected detailsOf({ email = '', merged_into_id: into }: Person): string {
    if (into === null) return email;
    const merged = this.t('peoplePage.mergedInto', { name: this.people.nameOf(into) });
    return email === '' ? merged : `${email} · ${merged}`;
  }

  protected mergeKeys({ merged_into_id: into, email = '' }: Person) {
    if (into !== null) return MERGE_AGAIN;
    return email.endsWith(IMPORTED) ? MERGE : undefined;
  }

  /** The name that a merged person had. */
  protected formerName({ user_id: id }: MergedPerson): string {
    return this.people.otherNameOf(id) ?? this.people.nameOf(id);
  }

  protected nameAfter({ into_id: id }: MergedPerson): string {
    return this.people.nameOf(id);
  }

  protected open(opened: Opened): void {
    this.opened.set(opened);
    this.closed.set(undefined);
    this.merged.set(undefined);
  }

  protected close(): void {
    this.closed.set(this.opened());
    this.opened.set(undefined);
  }

  protected finish(merged?: MergedPerson): void {
    // The answer to a merge gets the focus.
    if (merged) this.opened.set(undefined);
    else this.close();
    this.merged.set(merged);
    this.resource.reload();
    this.people.refresh();
  }

  protected undo(batch: string): void {
    this.merged.set(undefined);
    this.own.asked.set({ batch });
  }
}
