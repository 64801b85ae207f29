/** What makes one person of two. */
import { MergePersonHandler } from './merge-person';
import { MergeUsersHandler } from './merge-users';

export const MERGE_HANDLERS = [MergePersonHandler, MergeUsersHandler];
