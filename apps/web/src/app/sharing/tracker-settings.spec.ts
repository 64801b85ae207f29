import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Member, type Tracker, type TrackerRole } from '@action-tracker/contracts';
import { ACCESS_PATHS } from '@action-tracker/contracts/access-paths';
import { A_TRACKER, ME, refusal, USERS } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../testing/page';
import { TrackerSettings } from './tracker-settings';

const MEMBERS = ACCESS_PATHS.members(1);
const aMember = (user_id: number, name: string, role: TrackerRole): Member => ({
  ...{ user_id, name, initials: name.slice(0, 2), role, email: `${user_id}@example.com` },
  ...{ added_at: '2026-11-01T00:00:00.000Z', added_by_id: 1 },
});
const MARIA = aMember(ME.id, ME.name, 'manager');
const JUN = aMember(2, 'Jun Kawasaki', 'viewer');

async function page(given: Partial<Tracker> = {}, members: readonly Member[] = [MARIA, JUN]) {
  const tracker = { ...A_TRACKER, ...given };
  const answers = {
    ...{ [API_PATHS.tracker(1)]: tracker, [MEMBERS]: members },
    ...{ [API_PATHS.trackers]: [tracker], [API_PATHS.users]: USERS },
  };
  const fixture = await open(TrackerSettings, [inputBinding('trackerId', () => '1')], answers);
  const element = elementOf(fixture);
  const select = (label: string): HTMLSelectElement => {
    const found = element.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`);
    if (!found) throw new Error(`Expected a list "${label}"`);
    return found;
  };
  const choose = (list: HTMLSelectElement, value: string) => {
    list.value = value;
    list.dispatchEvent(new Event('change'));
  };
  const alerts = () => [...element.querySelectorAll('[role=alert]')].map(textOf).join();
  return { fixture, element, answers, select, choose, alerts };
}

const refuse = async (method: string, path: string, status: number, body: object) =>
  (await sent(method, path)).flush(body, { status, statusText: 'Refused' });

describe('the settings of a tracker', () => {
  beforeEach(() => configureClient());

  it('show a viewer who is in it, and offer nothing', async () => {
    const { element } = await page({ my_role: 'viewer', organisation_role: 'viewer' });
    expect(textOf(element)).toContain('Everybody in the organisation, as Viewer');
    expect(textOf(element)).toContain('Only managers of this tracker can change its settings.');
    expect(element.querySelectorAll('select, input, form, button')).toHaveLength(0);
    const people = [...element.querySelectorAll('at-member-list li')].map(textOf);
    expect(people[0]).toMatch(/^Maria Fitzgerald \(you\) 1@example.com · since .* Manager$/);
  });

  it('change a role at once', async () => {
    const { fixture, answers, select, choose } = await page();
    choose(select('Role of Jun Kawasaki'), 'editor');
    const request = await sent('PATCH', ACCESS_PATHS.member(1, 2));
    expect(request.request.body).toEqual({ role: 'editor' });
    request.flush({ ...JUN, role: 'editor' });
    await answer(fixture, { ...answers, [MEMBERS]: [MARIA, { ...JUN, role: 'editor' }] });
    expect(select('Role of Jun Kawasaki').value).toBe('editor');
  });

  it('say that the only manager stays, and show the role that is still theirs', async () => {
    const { fixture, answers, select, choose, alerts } = await page();
    choose(select('Role of Maria Fitzgerald'), 'viewer');
    await refuse('PATCH', ACCESS_PATHS.member(1, 1), 409, refusal('CONFLICT', 'Expected another'));
    await answer(fixture, answers);
    expect(alerts()).toContain('This is the only manager.');
    expect(select('Role of Maria Fitzgerald').value).toBe('manager');
  });

  it('ask before they remove somebody, whom somebody else may have removed', async () => {
    const { fixture, answers, element, alerts } = await page({ visibility: 'members' });
    element.querySelector<HTMLElement>('[aria-label="Remove Jun Kawasaki"]')?.click();
    await settled(fixture);
    expect(textOf(element.querySelector('dialog'))).toContain('They lose access');
    const buttons = [...element.querySelectorAll<HTMLElement>('dialog button')];
    buttons.find((button) => textOf(button) === 'Remove')?.click();
    await refuse('DELETE', ACCESS_PATHS.member(1, 2), 404, refusal('NOT_FOUND', 'Member 2'));
    await answer(fixture, { ...answers, [MEMBERS]: [MARIA] });
    expect(alerts()).toContain('Somebody else has removed them');
  });

  it('add who is known by name, others by address, and keep what is refused', async () => {
    const { fixture, answers, element, alerts } = await page({}, [MARIA]);
    const who = element.querySelector<HTMLInputElement>('at-add-member input');
    if (!who) throw new Error('Expected a field for a person');
    press(fixture, 'Add');
    await settled(fixture);
    expect(textOf(element.querySelector('mat-error'))).toBe(
      'Choose a person, or enter an e-mail address',
    );
    type(who, 'Somebody');
    await settled(fixture);
    expect(textOf(element.querySelector('mat-error'))).toContain('Nobody is called “Somebody”');
    type(who, 'Jun');
    press(fixture, 'Add');
    const known = await sent('POST', MEMBERS);
    expect(known.request.body).toEqual({ user_id: 2, role: 'editor' });
    known.flush(refusal('CONFLICT', 'is a member'), { status: 409, statusText: 'Conflict' });
    await answer(fixture, answers);
    expect(alerts()).toContain('They are in this tracker already.');
    expect(who.value).toBe('Jun');
    type(who, 'ana@vendor.example');
    press(fixture, 'Add');
    const invited = await sent('POST', MEMBERS);
    expect(invited.request.body).toEqual({ email: 'ana@vendor.example', role: 'editor' });
    invited.flush(aMember(9, 'ana', 'editor'));
    await answer(fixture, answers);
    expect(textOf(element.querySelector('at-add-member .callout'))).toContain(
      'ana is added as Editor.',
    );
    expect(who.value).toBe('');
  });

  it('hide the tracker, and show what somebody else has chosen in between', async () => {
    const { fixture, answers, element, alerts } = await page();
    const radios = element.querySelectorAll<HTMLInputElement>('[name=visibility]');
    radios[1]?.click();
    await refuse('PATCH', API_PATHS.tracker(1), 412, refusal('PRECONDITION_FAILED', 'changed'));
    await answer(fixture, answers);
    expect(alerts()).toContain('Somebody else has changed this');
    expect(radios[0]?.checked).toBe(true);
    radios[1]?.click();
    const request = await sent('PATCH', API_PATHS.tracker(1));
    expect(request.request.body).toEqual({ visibility: 'members' });
    const hidden = { ...A_TRACKER, visibility: 'members' };
    request.flush(hidden);
    await answer(fixture, { ...answers, [API_PATHS.tracker(1)]: hidden });
    expect(radios[1]?.checked).toBe(true);
  });

  it('archive the tracker, which leaves sharing only, and open it again', async () => {
    const { fixture, answers, element, alerts } = await page();
    press(fixture, 'Archive this tracker');
    const request = await sent('PATCH', API_PATHS.tracker(1));
    expect(request.request.body).toEqual({ archived: true });
    const archived = { ...A_TRACKER, archived: true };
    request.flush(archived);
    await answer(fixture, { ...answers, [API_PATHS.tracker(1)]: archived });
    expect(textOf(element)).toContain('This tracker is archived: it can be read');
    expect(element.querySelector('at-tracker-form')).toBeNull();
    expect(element.querySelector('at-add-member')).not.toBeNull();
    press(fixture, 'Open it again');
    await refuse('PATCH', API_PATHS.tracker(1), 403, refusal('FORBIDDEN', 'Only a manager'));
    await answer(fixture, { ...answers, [API_PATHS.tracker(1)]: archived });
    expect(alerts()).toContain('Only a manager');
  });

  it('do not hide a tracker that nobody could see then', async () => {
    const { element } = await page({}, []);
    TestBed.tick();
    const [, members] = element.querySelectorAll<HTMLInputElement>('[name=visibility]');
    expect(members?.disabled).toBe(true);
    expect(textOf(element)).toContain('Add yourself or somebody else as a manager first');
  });
});
