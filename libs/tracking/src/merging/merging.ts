/** Merging two users. */
import { MergePersonHandler } from './merge-person';
import { MergeStanding } from './merge-standing';
import { MergeUsersHandler } from './merge-users';

export const MERGING = [MergeStanding, MergePersonHandler, MergeUsersHandler];
