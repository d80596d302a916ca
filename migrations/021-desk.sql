-- The desk: a number is read out while somebody is on the line, before there is a case of it.

create table case_reserved_numbers (
  city_id integer not null,
  number text not null,
  -- Who reserved it; nobody else can use it.
  person_id uuid not null,
  reserved_at timestamptz not null,
  -- Then it can no longer be used, and stays a gap: the month's count has gone on.
  expires_at timestamptz not null,
  primary key (city_id, number)
);
create index case_reserved_numbers_expiry on case_reserved_numbers (city_id, expires_at);

-- Whose the cover of a manhole is stands on it: a rule of the duty list may hold for some answers to a question only.
alter table duty_rules
  add column answer_to text,
  add column answers text[] not null default '{}',
  add check ((answer_to is null) = (answers = '{}'));
