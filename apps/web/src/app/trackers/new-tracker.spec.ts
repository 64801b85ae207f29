import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { refusal } from '../testing/answers';
import { configureClient, open, press, sent, settled } from '../testing/page';
import { NewTracker } from './new-tracker';

async function filled(prefix: string) {
  const fixture = await open(NewTracker);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const input = (label: string) => loader.getHarness(MatInputHarness.with({ label }));
  await (await input('Prefix')).setValue(prefix);
  await (await input('Name')).setValue('Astro Digital');
  press(fixture, 'Create tracker');
  const prefixErrors = async () => {
    const field = await loader.getHarness(
      MatFormFieldHarness.with({ floatingLabelText: 'Prefix' }),
    );
    return field.getTextErrors();
  };
  return { fixture, prefixErrors };
}

describe('a new tracker', () => {
  beforeEach(() => configureClient());

  it('has a prefix in capitals, however it was typed', async () => {
    await filled('ad');
    const { request } = await sent('POST', API_PATHS.trackers);
    expect(request.body).toEqual({ prefix: 'AD', name: 'Astro Digital', description: null });
  });

  it('needs 2 to 5 letters', async () => {
    const { fixture, prefixErrors } = await filled('A1');
    await settled(fixture);
    expect(await prefixErrors()).toEqual(['Enter 2 to 5 letters A to Z']);
  });

  it('says at the prefix that another tracker has it', async () => {
    const { fixture, prefixErrors } = await filled('AD');
    const answer = refusal('CONFLICT', 'Expected a free prefix, found AD already taken');
    const conflict = { status: 409, statusText: 'Conflict' };
    (await sent('POST', API_PATHS.trackers)).flush(answer, conflict);
    await settled(fixture);
    expect(await prefixErrors()).toEqual(['Another tracker has the prefix AD']);
  });
});
