import { sql } from 'kysely';
import type { ApiScope, SignInSettings } from './schema.ts';
import type { LinkPurpose } from './ports.ts';

/** Identity's own tables in `public`. Those of the sign-in library (schema `auth`) are only reached by raw SQL. */
export interface IdentityTables {
  accounts: AccountTable;
  passwordHistory: { cityId: number; id: string; userId: string; hash: string };
  signInSettings: { cityId: number; settings: Partial<SignInSettings> };
  signInAttempts: { cityId: number; kind: 'name' | 'address'; key: string; attempts: Date[]; lockedUntil: Date | null; lastAt: Date };
  signInLinks: {
    cityId: number;
    id: string;
    tokenHash: string;
    purpose: LinkPurpose | 'setup';
    userId: string | null;
    createdAt: Date;
    expiresAt: Date;
    overAt: Date | null;
  };
  apiKeys: ApiKeyTable;
  actLinks: ActLinkTable;
}

export interface AccountTable {
  cityId: number;
  userId: string;
  personId: string;
  userName: string;
  passwordSet: boolean;
  mustChangePassword: boolean;
  passwordChangedAt: Date;
  lockedAt: Date | null;
  lockedReason: string;
  lastSignInAt: Date | null;
  lastCode: string | null;
  lastCodeAt: Date | null;
  createdAt: Date;
}

export interface ApiKeyTable {
  cityId: number;
  id: string;
  name: string;
  keyHash: string;
  prefix: string;
  unitId: string | null;
  scopes: ApiScope[];
  createdAt: Date;
  createdBy: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedOn: string | null;
}

interface ActLinkTable {
  cityId: number;
  id: string;
  tokenHash: string;
  subjectKind: string;
  subjectId: string;
  unitId: string;
  personId: string;
  personName: string;
  acts: string[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** A list as one parameter of a PostgreSQL array type. */
export const timestamps = (list: readonly Date[]) => sql<Date[]>`${list.map((moment) => moment.toISOString())}::timestamptz[]`;
