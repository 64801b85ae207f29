export { givenItem, givenTracker, type Refusal } from './given';
export { GOLDEN_EVENTS } from './golden/events-v1';
