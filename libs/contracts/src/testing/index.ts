export { SEARCH_PAIRS, type SearchPair } from './search-pairs';
