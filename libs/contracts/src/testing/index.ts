export { SEARCH_PAIRS } from './search-pairs';
