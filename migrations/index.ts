import { CreateUsers2026112000001 } from './2026-11-20-000001_create_users';
import { CreateLedger2026112000002 } from './2026-11-20-000002_create_ledger';
import { CreateRevokedTokens2026112000004 } from './2026-11-20-000004_create_revoked_tokens';
import { IndexPrefixesInOrder2026112100008 } from './2026-11-21-000008_index_prefixes_in_order';
import { IndexAnswersByAge2026112100010 } from './2026-11-21-000010_index_answers_by_age';
import { AddEventMetadata2026112800012 } from './2026-11-28-000012_add_event_metadata';
import { MergeUsers2026112800013 } from './2026-11-28-000013_merge_users';
import { SearchWords2026112800014 } from './2026-11-28-000014_search_words';
import { ProtectUsersAndNights2026112800016 } from './2026-11-28-000016_protect_users_and_nights';
import { ClaimOpenings2026112800018 } from './2026-11-28-000018_claim_openings';
import { ContractAppends2026112800020 } from './2026-11-28-000020_contract_appends';
import { ForgetReplacedMigrations2026112900024 } from './2026-11-29-000024_forget_replaced_migrations';
import { BatchesAndJobs2026112900026 } from './2026-11-29-000026_batches_and_jobs';
import { JobAttempts2026112900028 } from './2026-11-29-000028_job_attempts';
import { Imports2026112900030 } from './2026-11-29-000030_imports';
import { TokensAndSessions2026112900032 } from './2026-11-29-000032_tokens_and_sessions';
import { SavedPages2026112900034 } from './2026-11-29-000034_saved_pages';

/**
 * Every migration, oldest first. Listed explicitly, because a bundle has no directory to search.
 */
export const MIGRATIONS = [
  CreateUsers2026112000001,
  CreateLedger2026112000002,
  CreateRevokedTokens2026112000004,
  IndexPrefixesInOrder2026112100008,
  IndexAnswersByAge2026112100010,
  AddEventMetadata2026112800012,
  MergeUsers2026112800013,
  SearchWords2026112800014,
  ProtectUsersAndNights2026112800016,
  ClaimOpenings2026112800018,
  ContractAppends2026112800020,
  ForgetReplacedMigrations2026112900024,
  BatchesAndJobs2026112900026,
  JobAttempts2026112900028,
  Imports2026112900030,
  TokensAndSessions2026112900032,
  SavedPages2026112900034,
];
