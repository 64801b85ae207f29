export { givenItem, givenTracker } from './given';
export { GOLDEN_EVENTS } from './golden/events-v1';
