import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
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

  it('merges a person of an import into another one, after a look at what changes', async () => {
    const imported = { ...USERS[0], id: 9, name: 'J. Kawasaki', email: 'jk@import.invalid' };
    const answers = { [API_PATHS.users]: [...USERS, imported] };
    const { fixture, element } = await page(answers);
    press(fixture, 'Merge into…');
    await answer(fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    const field = personField(fixture, 'Who is meant');
    type(field.input, 'Jun');
    field.press('Enter');
    press(fixture, 'Show what changes');
    const look = await sent('POST', `${ACCESS_PATHS.user(9)}/merge`);
    expect(look.request.body).toEqual({ into: 2, dry_run: true });
    const found = { dry_run: true, batch: null, user_id: 9, into_id: 2, was_merged: false };
    const roles = [{ tracker_id: 1, role: 'editor' }];
    look.flush({ ...found, items: ['AD-001', 'AD-007'], roles });
    await settled(fixture);
    const preview = textOf(element.querySelector('at-merge-person .callout'));
    expect(preview).toContain('2 items get the owner Jun Kawasaki: AD-001, AD-007');
    expect(preview).toContain('Merging cannot be undone');
    press(fixture, 'Merge');
    const merge = await sent('POST', `${ACCESS_PATHS.user(9)}/merge`);
    expect(merge.request.body).toEqual({ into: 2 });
    merge.flush({ ...found, dry_run: false, batch: 'b-1', items: ['AD-001', 'AD-007'], roles: [] });
    await answer(fixture, {
      ...ADMIN,
      [API_PATHS.users]: [...USERS, { ...imported, merged_into_id: 2 }],
    });
    expect(textOf(element.querySelector('.callout'))).toContain('J. Kawasaki is now Jun Kawasaki.');
    press(fixture, 'Undo for the items');
    expect(TestBed.inject(OwnActs).asked()).toEqual({ batch: 'b-1' });
  });

  it('says why a person cannot be merged', async () => {
    const imported = { ...USERS[0], id: 9, name: 'J. Kawasaki', email: 'jk@import.invalid' };
    const { fixture, element } = await page({ [API_PATHS.users]: [...USERS, imported] });
    press(fixture, 'Merge into…');
    await answer(fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    press(fixture, 'Show what changes');
    await settled(fixture);
    expect(personField(fixture, 'Who is meant').says()).toBe('Choose another person');
    const field = personField(fixture, 'Who is meant');
    type(field.input, 'Jun');
    field.press('Enter');
    press(fixture, 'Show what changes');
    const look = await sent('POST', `${ACCESS_PATHS.user(9)}/merge`);
    look.flush(refusal('CONFLICT', 'Expected'), { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(textOf(element.querySelector('[role=alert]'))).toContain('These two cannot be merged');
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
