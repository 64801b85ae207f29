import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Tracker } from '@action-tracker/contracts';
import { ME, refusal } from '../testing/answers';
import { configureClient, elementOf, press, sent, settled, textOf } from '../testing/page';
import { EditTracker } from './edit-tracker';

const PATH = API_PATHS.tracker(7);
const AD: Tracker = {
  id: 7,
  prefix: 'AD',
  name: 'Astro Digital',
  description: null,
  ...({ visibility: 'organisation', organisation_role: 'editor', my_role: 'manager' } as const),
  archived: false,
  categories: [],
  next_number: 48,
  created_at: '2026-01-01T10:00:00.000Z',
};

const tagged = (etag: string) => ({ headers: { ETag: etag } });

async function form() {
  const fixture = TestBed.createComponent(EditTracker, {
    bindings: [inputBinding('trackerId', () => '7')],
  });
  (await sent('GET', API_PATHS.me)).flush(ME);
  (await sent('GET', PATH)).flush(AD, tagged('"3-40"'));
  await settled(fixture);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const input = (label: string) => loader.getHarness(MatInputHarness.with({ label }));
  const errors = async () =>
    (
      await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'Name' }))
    ).getTextErrors();
  const save = async () => {
    press(fixture, 'Save');
    await new Promise((resolve) => setTimeout(resolve));
  };
  /** The save that is on its way loses to what somebody else has saved. */
  const lose = async (theirs: Partial<Tracker>) => {
    const stale = { status: 412, statusText: 'Precondition Failed' };
    const refused = refusal('PRECONDITION_FAILED', 'Somebody else was faster');
    (await sent('PATCH', PATH)).flush(refused, stale);
    (await sent('GET', PATH)).flush({ ...AD, ...theirs }, tagged('W/"5-50"'));
    await settled(fixture);
  };
  const alert = () => textOf(elementOf(fixture).querySelector('[role=alert]'));
  return { fixture, input, errors, save, lose, alert };
}

describe('editing a tracker', () => {
  beforeEach(() => configureClient());

  it('sends what was changed and nothing else, then shows the tracker', async () => {
    const { fixture, input, save } = await form();
    await (await input('Description (optional)')).setValue(' Satellites ');
    await save();
    const request = await sent('PATCH', PATH);
    expect(request.request.headers.get('If-Match')).toBe('"3"');
    expect(request.request.body).toEqual({ description: 'Satellites' });
    request.flush({ ...AD, description: 'Satellites' });
    (await sent('GET', PATH)).flush({ ...AD, description: 'Satellites' });
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/trackers/7');
  });

  it('asks nothing of the server when nothing was changed', async () => {
    const { fixture, save } = await form();
    await save();
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/trackers/7');
  });

  it('needs a name', async () => {
    const { fixture, input, errors, save } = await form();
    await (await input('Name')).setValue(' ');
    await save();
    await settled(fixture);
    expect(await errors()).toEqual(['Enter a name']);
  });

  it('shows what somebody else saved meanwhile, and replaces it only when saved again', async () => {
    const { input, save, lose, alert } = await form();
    await (await input('Name')).setValue('Mine');
    await save();
    await lose({ name: 'Theirs' });
    expect(alert()).toContain('Name is now “Theirs”.');
    expect(await (await input('Name')).getValue()).toBe('Mine');
    await save();
    const { request } = await sent('PATCH', PATH);
    expect(request.body).toEqual({ name: 'Mine' });
    expect(request.headers.get('If-Match')).toBe('"5"');
  });

  it('keeps what somebody else wrote into the other field', async () => {
    const { input, save, lose, alert } = await form();
    await (await input('Name')).setValue('Mine');
    await save();
    await lose({ description: 'Theirs' });
    expect(alert()).toBe('');
    const { request } = await sent('PATCH', PATH);
    expect(request.body).toEqual({ name: 'Mine' });
    expect(request.headers.get('If-Match')).toBe('"5"');
  });

  it('takes what somebody else saved, when that is wanted', async () => {
    const { fixture, input, save, lose, alert } = await form();
    await (await input('Name')).setValue('Mine');
    await save();
    await lose({ name: 'Theirs' });
    press(fixture, 'Use theirs');
    await settled(fixture);
    expect(alert()).toBe('');
    expect(await (await input('Name')).getValue()).toBe('Theirs');
  });

  it('says at the field what the server refuses', async () => {
    const { fixture, input, errors, save } = await form();
    await (await input('Name')).setValue('Astro');
    await save();
    const details = [{ field: 'name', message: 'Expected another one' }];
    (await sent('PATCH', PATH)).flush(refusal('VALIDATION_ERROR', 'Not accepted', { details }), {
      status: 400,
      statusText: 'Bad Request',
    });
    await settled(fixture);
    expect(await errors()).toEqual(['Expected another one']);
  });
});
