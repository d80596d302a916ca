-- The reporter is told: how they want it, what was said, and when their contact is erased.

alter table case_reporters
  -- The language in which they reported.
  add column locale text not null default 'zh' check (locale in ('zh', 'en')),
  add column tell_sms boolean not null default false,
  add column tell_email boolean not null default false,
  -- By the reporter's wish, or some days after the end.
  add column erased_at timestamptz;
-- Who left a contact before was promised to be told; a number that gets no text messages is found out at the first one.
update case_reporters set tell_sms = phone_sealed is not null, tell_email = email_sealed is not null;
-- Some thousands hold a contact at a time, however many cases there were.
create index case_reporters_contact on case_reporters (city_id, case_id)
  where phone_sealed is not null or email_sealed is not null or name_sealed is not null or address_sealed is not null;

create table case_messages (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  reporter_id uuid not null,
  -- The journal entry of which it tells; each reporter is told of it once by each way.
  fact_id uuid not null,
  what text not null,
  way text not null check (way in ('email', 'sms')),
  subject text not null,
  -- What was said; no contact and no code is in it.
  words text not null,
  at timestamptz not null,
  -- When it is tried next; null when nothing more is to be done.
  due_at timestamptz,
  attempts smallint not null default 0,
  sent_at timestamptz,
  -- Why it was not taken: `smtp 550`, `gateway 503`; never the server's words, which may name the address.
  refused text,
  primary key (city_id, id),
  unique (city_id, fact_id, reporter_id, way),
  foreign key (city_id, case_id) references cases (city_id, id),
  foreign key (city_id, reporter_id) references case_reporters (city_id, id)
);
create index case_messages_case on case_messages (city_id, case_id, at);
create index case_messages_due on case_messages (city_id, due_at) where due_at is not null;
