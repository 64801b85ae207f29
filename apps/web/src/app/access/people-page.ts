import { Component, computed, inject, signal } from '@angular/core';
import { mdiMagnify } from '@mdi/js';
import type { Person } from '@action-tracker/contracts';
import { findPeople } from '../people/find-people';
import { People } from '../people/people';
import { PeopleApi } from '../people/people-api';
import { Formats } from '../platform/formats/formats';
import { Icon } from '../platform/icons/icon';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { NotFound } from '../platform/navigation/not-found';
import { PageTitle } from '../platform/navigation/page-title';
import { Rights } from '../trackers/rights';
import { ChangePerson } from './change-person';
import { PEOPLE_PAGE_TEXTS } from './people.texts';

const SHOWN = ['active', 'inactive', 'all'] as const;
type Shown = (typeof SHOWN)[number];

/** The people of the organisation: administrators change their role, and whether they may sign in. */
@Component({
  selector: 'at-people-page',
  imports: [ChangePerson, Icon, LoadState, NotFound],
  templateUrl: './people-page.html',
  styleUrls: ['./entries.scss', './people-page.scss'],
})
export class PeoplePage {
  protected readonly texts = inject(Texts).with(PEOPLE_PAGE_TEXTS);
  protected readonly t = this.texts.t;
  private readonly formats = inject(Formats);
  private readonly people = inject(People);
  private readonly rights = inject(Rights);
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
  /** Whose form is open. */
  protected readonly changing = signal<number | undefined>(undefined);
  protected readonly searchIcon = mdiMagnify;

  constructor() {
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

  protected finish(): void {
    this.changing.set(undefined);
    this.resource.reload();
    this.people.refresh();
  }
}
