-- Signing in. Schema `auth` belongs to the sign-in library (its own names, ids made by us); what a city decides about
-- its accounts stands in `public`, by city.
create schema auth;

create table auth."user" (
  "id" uuid primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  -- `<city>~<user name>`: unique within the city.
  "username" text unique,
  "twoFactorEnabled" boolean
);

create table auth."session" (
  "id" uuid primary key,
  "expiresAt" timestamptz not null,
  -- Of no use without the signature that the cookie carries.
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "twoFactorDone" boolean not null,
  "lastSeenAt" timestamptz not null default current_timestamp
);
create index "session_userId" on auth."session" ("userId");
create index "session_createdAt" on auth."session" ("createdAt");

create table auth."account" (
  "id" uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId" on auth."account" ("userId");

create table auth."verification" (
  "id" uuid primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id" uuid primary key,
  -- Both encrypted with the deployment's secret.
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create unique index "twoFactor_userId" on auth."twoFactor" ("userId");

grant usage on schema auth to tongchuang_app;
grant select, insert, update, delete on all tables in schema auth to tongchuang_app;

-- A person's account: whose it is and what the city's rules say about it. user_id is auth."user"."id".
create table accounts (
  city_id integer not null,
  user_id uuid not null,
  person_id uuid not null,
  user_name text not null,
  -- False: there is no password that works; the person came, or will come, by a one-time link.
  password_set boolean not null,
  must_change_password boolean not null,
  password_changed_at timestamptz not null,
  locked_at timestamptz,
  locked_reason text not null default '',
  last_sign_in_at timestamptz,
  -- The last code of the authenticator that was accepted (keyed hash), so that none works twice.
  last_code text,
  last_code_at timestamptz,
  created_at timestamptz not null,
  primary key (city_id, user_id),
  unique (city_id, user_name),
  unique (city_id, person_id)
);

create table password_history (
  city_id integer not null,
  id uuid not null,
  user_id uuid not null,
  hash text not null,
  primary key (city_id, id),
  foreign key (city_id, user_id) references accounts (city_id, user_id) on delete cascade
);
create index password_history_user on password_history (city_id, user_id, id desc);

create table sign_in_settings (
  city_id integer primary key,
  settings jsonb not null
);

-- Attempts of the last minutes by user name and by address, existing or not; `key` is a keyed hash.
create table sign_in_attempts (
  city_id integer not null,
  kind text not null check (kind in ('name', 'address')),
  key text not null,
  attempts timestamptz[] not null,
  locked_until timestamptz,
  last_at timestamptz not null,
  primary key (city_id, kind, key)
);
create index sign_in_attempts_last on sign_in_attempts (city_id, last_at);

create table sign_in_links (
  city_id integer not null,
  id uuid not null,
  token_hash text not null,
  purpose text not null check (purpose in ('setup', 'demo', 'first', 'recovery')),
  -- Null for the set-up of a city that has no account yet.
  user_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- Used, or replaced by a newer link.
  over_at timestamptz,
  primary key (city_id, id),
  unique (city_id, token_hash),
  foreign key (city_id, user_id) references accounts (city_id, user_id) on delete cascade
);
create index sign_in_links_user on sign_in_links (city_id, user_id) where over_at is null;

create table api_keys (
  city_id integer not null,
  id uuid not null,
  name text not null,
  key_hash text not null,
  prefix text not null,
  unit_id uuid,
  scopes text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_on date,
  primary key (city_id, id),
  unique (city_id, key_hash)
);

-- Links that open one record to one unit on a phone, without an account.
create table act_links (
  city_id integer not null,
  id uuid not null,
  token_hash text not null,
  subject_kind text not null,
  subject_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  acts text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (city_id, id),
  unique (city_id, token_hash)
);
create index act_links_subject on act_links (city_id, subject_kind, subject_id) where revoked_at is null;

-- The audit administrator reads the journal by time.
create index journal_at on journal (city_id, at desc, id desc);
