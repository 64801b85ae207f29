import { API_PATHS } from '@action-tracker/contracts';
import { ME, refusal, USERS } from '../testing/answers';
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
    const first = await sent('PATCH', API_PATHS.user(3));
    expect(first.request.body).toEqual({ initials: 'ASZ', is_active: false });
    first.flush(refusal('CONFLICT', 'Expected'), { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(textOf(element.querySelector('[role=alert]'))).toContain('only active administrator');
    expect(input('at-change-person input').value).toBe('ASZ');
    input('[type=checkbox]').click();
    press(fixture, 'Save');
    const second = await sent('PATCH', API_PATHS.user(3));
    expect(second.request.body).toEqual({ initials: 'ASZ' });
    second.flush({ ...USERS[2], initials: 'ASZ' });
    await answer(fixture, { ...ADMIN, [API_PATHS.users]: USERS });
    expect(element.querySelector('at-change-person')).toBeNull();
  });
});
