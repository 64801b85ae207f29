import type { Tracker } from './wire';

/** Of the sample data; a server in production does not have it. */
export const SAMPLE_DATA_PATH = '/api/sample-data';

/** A tracker with made-up items, for a first look. */
export interface SampleTracker extends Pick<Tracker, 'prefix' | 'name'> {
  readonly items: number;
}
