export { givenItem, givenReview, givenTracker, itemAfter, trackerAfter } from './given';
export {
  GOLDEN_DATABASES,
  goldenEvents,
  goldenRows,
  goldenText,
  type GoldenDatabase,
} from './golden/golden-database';
