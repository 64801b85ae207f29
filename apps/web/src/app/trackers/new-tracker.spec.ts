import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { A_TRACKER, refusal } from '../testing/answers';
import { answer, configureClient, open, press, sent, settled } from '../testing/page';
import { NewTracker } from './new-tracker';

async function empty() {
  const fixture = await open(NewTracker);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const input = (label: string) => loader.getHarness(MatInputHarness.with({ label }));
  const errorsOf = async (floatingLabelText: string) => {
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }));
    return field.getTextErrors();
  };
  return { fixture, input, errorsOf, prefixErrors: () => errorsOf('Prefix') };
}

async function filled(prefix: string) {
  const page = await empty();
  await (await page.input('Prefix')).setValue(prefix);
  await (await page.input('Name')).setValue('Astro Digital');
  press(page.fixture, 'Create tracker');
  return page;
}

describe('a new tracker', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('has a prefix in capitals, however it was typed', async () => {
    await filled('ad');
    const { request } = await sent('POST', API_PATHS.trackers);
    expect(request.body).toEqual({ prefix: 'AD', name: 'Astro Digital', description: null });
  });

  it('goes on with a spreadsheet when it was opened for one', async () => {
    const fixture = await open(NewTracker, [inputBinding('then', () => 'import')]);
    const loader = TestbedHarnessEnvironment.loader(fixture);
    for (const [label, text] of [
      ['Prefix', 'AD'],
      ['Name', 'Astro Digital'],
    ] as const) {
      await (await loader.getHarness(MatInputHarness.with({ label }))).setValue(text);
    }
    press(fixture, 'Create tracker');
    (await sent('POST', API_PATHS.trackers)).flush({ ...A_TRACKER, id: 9 });
    await answer(fixture, { [API_PATHS.trackers]: [A_TRACKER] });
    expect(TestBed.inject(Router).url).toBe('/trackers/9/import');
  });

  it('needs 2 to 5 letters', async () => {
    const { fixture, prefixErrors } = await filled('A1');
    await settled(fixture);
    expect(await prefixErrors()).toEqual(['Enter 2 to 5 letters A to Z']);
  });

  it.each(['Prefix', 'Name'])(
    'does not ask for the %s in passing, but when sent',
    async (label) => {
      const { fixture, input, errorsOf } = await empty();
      await (await input(label)).focus();
      await (await input(label)).blur();
      expect(await errorsOf(label)).toEqual([]);
      press(fixture, 'Create tracker');
      await settled(fixture);
      expect(await errorsOf(label)).toHaveLength(1);
    },
  );

  it('says at the prefix that another tracker has it', async () => {
    const { fixture, prefixErrors } = await filled('AD');
    const answer = refusal('CONFLICT', 'Expected a free prefix, found AD already taken');
    const conflict = { status: 409, statusText: 'Conflict' };
    (await sent('POST', API_PATHS.trackers)).flush(answer, conflict);
    await settled(fixture);
    expect(await prefixErrors()).toEqual(['Another tracker has the prefix AD']);
  });
});
