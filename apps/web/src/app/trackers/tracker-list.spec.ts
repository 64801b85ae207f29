import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, SAMPLE_DATA_PATH, type TrackerSummary } from '@action-tracker/contracts';
import { DroppedFile } from '../platform/files/dropped-file';
import { A_TRACKER, refusal } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../testing/page';
import { TrackerList } from './tracker-list';

const AD: TrackerSummary = { ...A_TRACKER, id: 7 };

async function list(trackers: readonly TrackerSummary[]) {
  const answers = { [API_PATHS.trackers]: trackers, [SAMPLE_DATA_PATH]: [] };
  return elementOf(await open(TrackerList, [], answers));
}

describe('the list of trackers', () => {
  beforeEach(() => configureClient());

  it('says how much is open in each, of how much, and when it last changed', async () => {
    const element = await list([AD]);
    expect(textOf(element.querySelector('tbody tr'))).toBe('AD Astro Digital 35 47 yesterday');
    expect(element.querySelector('tbody a')?.getAttribute('href')).toBe('/trackers/7');
  });

  it('opens a tracker with a press anywhere in its row, but not while text is selected', async () => {
    const element = await list([AD]);
    document.body.append(element);
    const press = () => {
      const click = new MouseEvent('click', { bubbles: true });
      element.querySelector('td.updated')?.dispatchEvent(click);
      return new Promise((resolve) => setTimeout(resolve));
    };
    getSelection()?.selectAllChildren(element);
    await press();
    expect(TestBed.inject(Router).url).toBe('/');
    getSelection()?.removeAllRanges();
    await press();
    expect(TestBed.inject(Router).url).toBe('/trackers/7');
  });

  it('writes numbers as the language does', async () => {
    const element = await list([{ ...AD, open_items: 1_234, total_items: 56_789 }]);
    expect(textOf(element.querySelector('tbody tr'))).toContain('1,234 56,789');
  });

  it('leads to archived trackers, loaded when they are asked for', async () => {
    const fixture = await open(TrackerList, [], { [API_PATHS.trackers]: [AD] });
    const archive = elementOf(fixture).querySelector('details');
    if (!archive) throw new Error('Expected archived trackers');
    archive.open = true;
    archive.dispatchEvent(new Event('toggle'));
    const old = { ...AD, id: 8, prefix: 'OLD', name: 'Old vendor', archived: true };
    await answer(fixture, { [API_PATHS.trackers]: [AD, old] });
    expect([...archive.querySelectorAll('li')].map(textOf)).toEqual(['OLD Old vendor 47 items']);
    expect(archive.querySelector('a')?.getAttribute('href')).toBe('/trackers/8');
  });

  it('says what a tracker is when there is none', async () => {
    const element = await list([]);
    expect(textOf(element.querySelector('.state h2'))).toBe('No trackers yet');
    expect(element.querySelector('.state a')?.getAttribute('href')).toBe('/trackers/new');
    expect(textOf(element)).not.toContain('sample');
  });

  it('adds sample data where the server has some', async () => {
    const samples = [{ prefix: 'AD', name: 'Astro Digital', items: 47 }];
    const fixture = await open(TrackerList, [], {
      ...{ [API_PATHS.trackers]: [], [SAMPLE_DATA_PATH]: samples },
    });
    press(fixture, 'Add sample data');
    const added = await sent('POST', SAMPLE_DATA_PATH);
    const state = elementOf(fixture).querySelector('.state');
    expect(textOf(state?.querySelector('[role=status]') ?? null)).toBe(
      'Adding the sample trackers …',
    );
    added.flush(refusal('CONFLICT', 'All taken'), { status: 409, statusText: 'Conflict' });
    await settled(fixture);
    expect(textOf(state?.querySelector('[role=alert]') ?? null)).toContain(
      'The sample data was not added.',
    );
    press(fixture, 'Add sample data');
    (await sent('POST', SAMPLE_DATA_PATH)).flush(samples);
    await answer(fixture, { [API_PATHS.trackers]: [AD] });
  });

  it('takes the spreadsheet of the first tracker', async () => {
    await list([]);
    const file = new File(['Action'], 'log.csv');
    drop('drop', { types: ['Files'], files: [file] });
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/trackers/new?then=import');
    expect(TestBed.inject(DroppedFile).take()).toBe(file);
  });

  it('leaves a dropped text to the browser', async () => {
    await list([]);
    const types = ['text/plain'];
    const events = ['dragover', 'drop'].map((name) => drop(name, { types, files: [] }));
    expect(events.map(({ defaultPrevented }) => defaultPrevented)).toEqual([false, false]);
    expect(drop('dragover', { types: ['Files'] }).defaultPrevented).toBe(true);
    drop('dragleave', { types: ['Files'] });
    expect(TestBed.inject(DroppedFile).take()).toBeUndefined();
  });
});

/** jsdom has no events of dragging. */
function drop(name: string, dataTransfer: object): Event {
  const event = new Event(name, { bubbles: true, cancelable: true });
  document.dispatchEvent(Object.assign(event, { dataTransfer, relatedTarget: null }));
  return event;
}
