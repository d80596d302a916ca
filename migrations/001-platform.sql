-- The ledger's own machinery: journal, outbox, idempotency, counters.
create extension if not exists pg_trgm;

-- Append-only: the application's role gets no update and no delete here (see the grants after migrations).
create table journal (
  city_id integer not null,
  id uuid not null,
  at timestamptz not null,
  type text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor_kind text not null,
  actor_person_id uuid,
  actor_name text not null,
  before jsonb,
  after jsonb,
  request_id text not null,
  ip text not null,
  primary key (city_id, id)
);
create index journal_subject on journal (city_id, subject_kind, subject_id, id);
create index journal_type on journal (city_id, type, id);
create index journal_person on journal (city_id, actor_person_id, id) where actor_person_id is not null;

-- One row a fact that has reactions, deleted when every reaction has run.
create table outbox (
  city_id integer not null,
  journal_id uuid not null,
  reaction text not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  primary key (city_id, journal_id, reaction)
);
create index outbox_due on outbox (due_at, journal_id) where attempts < 12;

create table idempotency_keys (
  city_id integer not null,
  key text not null,
  -- Who sent it: a person, an API key or the public's client, so that nobody reads another's answer.
  caller text not null,
  operation text not null,
  -- SHA-256 of the input: the same key with other content is an error.
  fingerprint text not null,
  status integer not null,
  answer jsonb,
  at timestamptz not null,
  primary key (city_id, caller, key)
);
create index idempotency_keys_at on idempotency_keys (city_id, at);

-- Wakes the workers when the transaction commits; many facts in one transaction are one call.
create function tell_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('tongchuang_outbox', '');
  return null;
end $$;
create trigger outbox_told after insert on outbox for each statement execute function tell_outbox();
