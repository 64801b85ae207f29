import type { User } from '@action-tracker/contracts';
import { requireInTracker, type Scope } from '@action-tracker/tracking';

/** Who imports, and what they may see. */
export type Importer = Pick<User, 'id' | 'email'> & { readonly scope: Scope };

/** @throws DomainError FORBIDDEN */
export const requireImport = ({ scope }: Importer, trackerId: number): void =>
  requireInTracker(scope.rights, trackerId, 'import_items');
