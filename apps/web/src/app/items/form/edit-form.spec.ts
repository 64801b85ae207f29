import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness, MatNativeSelectHarness } from '@angular/material/input/testing';
import { Router } from '@angular/router';
import { API_PATHS, type ItemDetail, type ItemEventEntry } from '@action-tracker/contracts';
import { anEvent, anItemDetail, refusal } from '../../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { Drafts } from '../../platform/drafts/drafts';
import { EditForm } from './edit-form';

const ITEM = anItemDetail({ title: 'As it was', version: 4 });
const PATH = API_PATHS.item(ITEM.id);
const STALE = { status: 412, statusText: 'Precondition Failed' };

async function edit(item = ITEM) {
  const fixture = await open(EditForm, [inputBinding('item', () => item)]);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const field = (label: string) =>
    loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }));
  const title = await loader.getHarness(MatInputHarness.with({ label: 'Title' }));
  const dialog = () => elementOf(fixture).querySelector('at-conflict-dialog');
  return { fixture, field, title, dialog };
}

const stale = (given: Partial<ItemDetail>) =>
  refusal('PRECONDITION_FAILED', 'Expected version 4, found 5', {
    current: anItemDetail({ ...ITEM, version: 5, ...given }),
  });

describe('editing an item', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('sends only what changed, for the version that was read', async () => {
    const { fixture, title } = await edit();
    await title.setValue('  As it should be ');
    press(fixture, 'Save');
    const { request } = await sent('PATCH', PATH);
    expect(request.body).toEqual({ title: 'As it should be' });
    expect(request.headers.get('If-Match')).toBe('"4"');
  });

  it('goes back to the item without a request when nothing changed', async () => {
    const { fixture } = await edit();
    press(fixture, 'Save');
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/items/AD-001');
  });

  describe('that somebody else saved meanwhile', () => {
    const THEIRS = anEvent({
      version: 5,
      type: 'ItemRetitled',
      from: { title: 'As it was' },
      to: { title: 'Theirs' },
      actor_id: 2,
    });

    async function collide(events: readonly ItemEventEntry[]) {
      const page = await edit();
      await page.title.setValue('Mine');
      press(page.fixture, 'Save');
      (await sent('PATCH', PATH)).flush(stale({ title: 'Theirs', priority: 'High' }), STALE);
      await answer(page.fixture, { [API_PATHS.events('AD-001')]: events });
      return page;
    }

    it('asks where both changed the same field, with both values, who and when', async () => {
      const { dialog, title } = await collide([THEIRS]);
      const text = textOf(dialog());
      expect(text).toContain('Jun Kawasaki changed “Title” 3 hours ago');
      expect(text).toContain('Theirs Theirs Yours Mine');
      expect(await title.getValue()).toBe('Mine');
    });

    it('writes over theirs for the version that it showed, once a person said so', async () => {
      const { fixture, dialog } = await collide([THEIRS]);
      press(fixture, 'Save mine');
      const { request } = await sent('PATCH', PATH);
      expect(request.body).toEqual({ title: 'Mine' });
      expect(request.headers.get('If-Match')).toBe('"5"');
      expect(dialog()).toBeNull();
    });

    it('takes theirs where they collide, and the fields that nobody typed in', async () => {
      const { fixture, title, field } = await collide([THEIRS]);
      press(fixture, 'Keep theirs');
      await settled(fixture);
      expect(await title.getValue()).toBe('Theirs');
      const priority = await (await field('Priority')).getControl(MatNativeSelectHarness);
      const [chosen] = (await priority?.getOptions({ isSelected: true })) ?? [];
      expect(await chosen?.getText()).toBe('High');
    });

    it('sends again by itself what collides with nothing', async () => {
      const { dialog } = await collide([
        anEvent({ version: 5, type: 'ItemReprioritised', to: { priority: 'High' } }),
      ]);
      const { request } = await sent('PATCH', PATH);
      expect(request.body).toEqual({ title: 'Mine' });
      expect(request.headers.get('If-Match')).toBe('"5"');
      expect(dialog()).toBeNull();
    });
  });

  describe('after a reload', () => {
    const WHEN = 'You have unsaved changes here from Friday, 11/20/2026, 12:00 UTC.';

    beforeEach(async () => {
      await (await edit()).title.setValue('Mine');
      TestBed.resetTestingModule();
      configureClient();
    });

    it('offers what was typed, and puts none of it into the form by itself', async () => {
      const { fixture, title } = await edit();
      expect(await title.getValue()).toBe(ITEM.title);
      expect(textOf(elementOf(fixture).querySelector('at-draft-offers'))).toContain(WHEN);
    });

    it('sends what was typed, and only that, once somebody wants it', async () => {
      const { fixture, title } = await edit();
      press(fixture, 'Use them');
      await settled(fixture);
      expect(await title.getValue()).toBe('Mine');
      press(fixture, 'Save');
      const { request } = await sent('PATCH', PATH);
      expect(request.body).toEqual({ title: 'Mine' });
    });

    it('sends it for the version that it was begun from, and asks when that collides', async () => {
      const { fixture, dialog } = await edit({ ...ITEM, title: 'Theirs', version: 6 });
      press(fixture, 'Use them');
      await settled(fixture);
      press(fixture, 'Save');
      const patch = await sent('PATCH', PATH);
      expect(patch.request.headers.get('If-Match')).toBe('"4"');
      patch.flush(stale({ title: 'Theirs', version: 6 }), STALE);
      const theirs = anEvent({ version: 6, type: 'ItemRetitled', to: { title: 'Theirs' } });
      await answer(fixture, { [API_PATHS.events(ITEM.id)]: [theirs] });
      expect(textOf(dialog())).toContain('Theirs');
    });

    it('forgets it when somebody does not want it', async () => {
      const { fixture } = await edit();
      press(fixture, 'Discard them');
      await settled(fixture);
      expect(TestBed.inject(Drafts).of(1)).toEqual([]);
      expect(elementOf(fixture).querySelector('.callout')).toBeNull();
    });

    it('keeps it while something else is typed beside it', async () => {
      const { title } = await edit();
      await title.setValue('Something else');
      const kept = TestBed.inject(Drafts).of(1);
      expect(kept.map(({ fields }) => fields['title'])).toEqual(['Mine', 'Something else']);
    });
  });

  it('shows a complaint of the API at the field that it is about', async () => {
    const { fixture, title } = await edit();
    await title.setValue('Mine');
    press(fixture, 'Save');
    const details = [{ field: 'due_date', message: 'expected a date, found "x"' }];
    const answer = refusal('VALIDATION_ERROR', 'due_date: expected a date', { details });
    (await sent('PATCH', PATH)).flush(answer, { status: 400, statusText: 'Bad Request' });
    await settled(fixture);
    expect(dateField(fixture, 'Due date').says()).toBe('Expected a date, found "x"');
    expect(await title.getValue()).toBe('Mine');
  });

  it('shows a refusal that is about no field above the form, with its reference', async () => {
    const { fixture, title } = await edit();
    await title.setValue('Mine');
    press(fixture, 'Save');
    const answer = refusal('UNAVAILABLE', 'The database is away');
    (await sent('PATCH', PATH)).flush(answer, { status: 503, statusText: 'Unavailable' });
    await settled(fixture);
    const text = textOf(elementOf(fixture).querySelector('[role=alert]'));
    expect(text).toBe(
      'Not saved. The server is too busy, or its database is not responding. Try again in a moment. Reference correlation-1',
    );
    expect(await title.getValue()).toBe('Mine');
  });
});
