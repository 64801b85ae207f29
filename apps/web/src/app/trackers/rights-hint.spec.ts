import { HttpTestingController } from '@angular/common/http/testing';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type TrackerAction, type TrackerRole } from '@action-tracker/contracts';
import { Polling } from '../platform/polling/polling';
import { A_TRACKER } from '../testing/answers';
import { answer, configureClient, elementOf, open, sent, settled, textOf } from '../testing/page';
import { Rights } from './rights';
import { RightsHint } from './rights-hint';

const as = (my_role: TrackerRole) => ({ ...A_TRACKER, my_role });

/** The hint for somebody with this role. */
async function hint(role: TrackerRole, needs: TrackerAction = 'change_item', archived = false) {
  const bindings = [inputBinding('trackerId', () => 1), inputBinding('needs', () => needs)];
  const trackers = [{ ...as(role), archived }];
  const fixture = await open(RightsHint, bindings, { [API_PATHS.trackers]: trackers });
  const text = () => textOf(elementOf(fixture));
  const poll = () => void TestBed.inject(Polling).askNow();
  return { fixture, text, poll };
}

describe('the hint about rights', () => {
  beforeEach(() => configureClient());

  it.each([
    ['viewer', 'change_item', 'You can read this tracker.'],
    ['contributor', 'change_item', 'You can add items and notes here'],
    ['editor', 'change_tracker', 'Only managers of this tracker can change its settings.'],
  ] as const)('says what a %s may do', async (role, needs, said) => {
    expect((await hint(role, needs)).text()).toContain(said);
  });

  it('goes when the role has grown meanwhile', async () => {
    const { fixture, text, poll } = await hint('viewer');
    poll();
    (await sent('GET', API_PATHS.tracker(1))).flush(as('editor'));
    await answer(fixture, { [API_PATHS.trackers]: [as('editor')] });
    expect(text()).toBe('');
    expect(TestBed.inject(Rights).may('change_item', 1)).toBe(true);
  });

  it('says that the tracker is archived, until it is open again', async () => {
    const { fixture, text, poll } = await hint('manager', 'change_item', true);
    expect(text()).toBe(
      'This tracker is archived: it can be read, and nothing in it changes. Tracker settings',
    );
    poll();
    (await sent('GET', API_PATHS.tracker(1))).flush(as('manager'));
    await answer(fixture, { [API_PATHS.trackers]: [as('manager')] });
    expect(text()).toBe('');
  });

  it('reads nothing else while the role is the same', async () => {
    const { fixture, text, poll } = await hint('viewer');
    poll();
    (await sent('GET', API_PATHS.tracker(1))).flush(as('viewer'));
    await answer(fixture, {});
    await settled(fixture);
    expect(text()).toContain('You can read this tracker.');
  });

  it('asks for nothing when there is nothing to say', async () => {
    const { text, poll } = await hint('editor');
    expect(text()).toBe('');
    poll();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.inject(HttpTestingController).expectNone(API_PATHS.tracker(1));
  });
});
