import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Person, type SiteRole } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { OwnActs } from '../platform/own-acts/own-acts';
import { A_TRACKER, ME, refusal, USERS } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  personField,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../testing/page';
import { PeoplePage } from './people-page';

const ADMIN = { [API_PATHS.me]: { ...ME, site_role: 'admin' } };

async function page(answers = {}) {
  const fixture = await open(PeoplePage, [], { ...ADMIN, ...answers });
  const element = elementOf(fixture);
  const names = () => [...element.querySelectorAll('.what')].map(textOf);
  const input = (selector: string): HTMLInputElement => {
    const found = element.querySelector<HTMLInputElement>(selector);
    if (!found) throw new Error(`Expected ${selector}`);
    return found;
  };
  return { fixture, element, names, input };
}

describe('the page of people', () => {
  beforeEach(() => configureClient());

  it('is not there for others', async () => {
    const { element } = await page({ [API_PATHS.me]: ME });
    expect(element.querySelector('at-not-found')).not.toBeNull();
  });

  it('lists active people by name, and finds them', async () => {
    const people = [...USERS, { ...USERS[1], id: 7, name: 'Gone Away', is_active: false }];
    const { element, names, input } = await page({ [API_PATHS.users]: people });
    expect(names()).toEqual(['Ana Souza', 'J. K.', 'Jun Kawasaki', 'Maria Fitzgerald']);
    expect(textOf(element)).toContain('j-k@import.invalid · merged into Jun Kawasaki');
    type(input('[type=search]'), 'mf@');
    expect(names()).toEqual(['Maria Fitzgerald']);
    type(input('[type=search]'), '');
    const shown = input('select');
    shown.value = 'inactive';
    shown.dispatchEvent(new Event('change'));
    await settled((await page()).fixture);
    expect(names()).toEqual(['Gone Away']);
  });

  const IMPORTED = { ...USERS[0], id: 9, name: 'J. Kawasaki', email: 'jk@import.invalid' };
  const MERGE = `${ACCESS_PATHS.user(9)}/merge`;
  const FOUND = {
    ...{ dry_run: true, batch: null, user_id: 9, into_id: 2, was_merged: false },
    ...{ items: ['AD-001', 'AD-007'], archived_items: ['MO-003'] },
    roles: [{ tracker_id: 1, role: 'editor' }],
  };

  /** With the form for J. Kawasaki. */
  async function mergeForm(imported: Partial<Person> = {}, users = USERS) {
    const answers = { [API_PATHS.users]: [...users, { ...IMPORTED, ...imported }] };
    const { fixture, element } = await page(answers);
    const pressed = (selector: string) =>
      element.querySelector<HTMLButtonElement>(`at-merge-person ${selector}`)?.click();
    element.querySelector<HTMLButtonElement>('[data-opens="merge 9"]')?.click();
    const says = (selector: string) => textOf(element.querySelector(selector));
    return { fixture, element, pressed, says };
  }

  async function mergeInto(name: string, users = USERS, imported: Partial<Person> = {}) {
    const form = await mergeForm(imported, users);
    await answer(form.fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    const field = personField(form.fixture, 'Who is meant');
    type(field.input, name);
    field.press('Enter');
    form.pressed('[type=submit]');
    return { ...form, look: await sent('POST', MERGE) };
  }

  it('merges a person of an import into another one, after a look at what changes', async () => {
    const { fixture, look, pressed, says } = await mergeInto('Jun');
    expect(look.request.body).toEqual({ into: 2, dry_run: true });
    look.flush(FOUND);
    await settled(fixture);
    const preview = says('at-merge-person .merge-box');
    expect(preview).toContain('2 items will be reassigned to Jun Kawasaki: AD-001, AD-007');
    expect(preview).toContain('1 item of an archived tracker stays as it is: MO-003.');
    expect(preview).toContain('In AD Astro Digital, Jun Kawasaki then has the role Editor.');
    expect(preview).toContain('The merge cannot be undone');
    pressed('.is-filled');
    const merge = await sent('POST', MERGE);
    expect(merge.request.body).toEqual({ into: 2 });
    merge.flush({ ...FOUND, dry_run: false, batch: 'b-1' });
    const people = [...USERS, { ...IMPORTED, merged_into_id: 2 }];
    await answer(fixture, { ...ADMIN, [API_PATHS.users]: people });
    expect(says('.merge-box')).toContain('J. Kawasaki is now Jun Kawasaki. 2 items');
    expect(says('.merge-box')).toContain('To move it too, reopen its tracker');
    press(fixture, 'Undo the reassignment');
    expect(TestBed.inject(OwnActs).asked()).toEqual({ batch: 'b-1' });
  });

  it('merges again who is merged, and says when nothing is left', async () => {
    const { fixture, element, pressed, says } = await mergeForm({ merged_into_id: 2 });
    const again = { ...FOUND, was_merged: true, roles: [] };
    const look = await sent('POST', MERGE);
    expect(look.request.body).toEqual({ into: 2, dry_run: true });
    look.flush({ ...again, items: [] });
    await answer(fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    expect(says('at-merge-person')).toContain('J. Kawasaki is already merged into Jun Kawasaki.');
    expect(says('at-merge-person .merge-box')).toMatch(/^Nothing to move. 1 item of an archived/);
    expect(element.querySelector('at-merge-person .is-filled')).toBeNull();
    pressed('.is-text');
    await settled(fixture);
    expect(element.querySelector('at-merge-person')).toBeNull();
  });

  it.each<[string, SiteRole, SiteRole, string]>([
    ['a guest', 'guest', 'member', 'A guest cannot manage a tracker'],
    ['somebody else', 'member', 'member', 'One of the two was merged into somebody else'],
    ['a member as the last admin', 'member', 'admin', 'This is the only active administrator'],
    ['another admin', 'admin', 'admin', 'One of the two was merged into somebody else'],
  ])('says why a person cannot be merged into %s', async (_, site_role, role, message) => {
    const users = USERS.map((user) => ({ ...user, site_role }));
    const { fixture, look, says } = await mergeInto('Jun', users, { site_role: role });
    look.flush(refusal('CONFLICT', 'Expected'), { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(says('[role=alert]')).toContain(message);
  });

  it('asks for somebody else than the person', async () => {
    const { fixture, pressed } = await mergeForm();
    await answer(fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    pressed('[type=submit]');
    await settled(fixture);
    expect(personField(fixture, 'Who is meant').says()).toBe('Choose another person');
  });

  it('changes what was changed, and says why the last administrator stays', async () => {
    const { fixture, element, input } = await page();
    press(fixture, 'Change');
    await settled(fixture);
    type(input('at-change-person input'), ' ');
    press(fixture, 'Save');
    await settled(fixture);
    expect(textOf(element.querySelector('mat-error'))).toBe('Enter one to 10 characters');
    type(input('at-change-person input'), 'ASZ');
    input('[type=checkbox]').click();
    press(fixture, 'Save');
    const first = await sent('PATCH', ACCESS_PATHS.user(3));
    expect(first.request.body).toEqual({ initials: 'ASZ', is_active: false });
    first.flush(refusal('CONFLICT', 'Expected'), { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(textOf(element.querySelector('[role=alert]'))).toContain('only active administrator');
    expect(input('at-change-person input').value).toBe('ASZ');
    input('[type=checkbox]').click();
    press(fixture, 'Save');
    const second = await sent('PATCH', ACCESS_PATHS.user(3));
    expect(second.request.body).toEqual({ initials: 'ASZ' });
    second.flush({ ...USERS[2], initials: 'ASZ' });
    await answer(fixture, { ...ADMIN, [API_PATHS.users]: USERS });
    expect(element.querySelector('at-change-person')).toBeNull();
  });
});
