-- What people are told. Whether and when somebody read it is that person's own affair: nothing else refers to read_at.
create table notices (
  city_id integer not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  href text not null,
  urgent boolean not null,
  -- In the person's list; a person may want a kind by e-mail only.
  in_app boolean not null,
  -- Waits for the daily digest.
  digest boolean not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (city_id, id)
);
create index notices_list on notices (city_id, person_id, id) where in_app;
create index notices_unread on notices (city_id, person_id) where in_app and read_at is null;
create index notices_digest on notices (city_id, person_id, id) where digest;

-- How a person wants a kind of notice; without a row: in the list, and by e-mail at once if urgent, else in the digest.
create table notice_choices (
  city_id integer not null,
  person_id uuid not null,
  kind text not null,
  in_app boolean not null,
  email text not null check (email in ('auto', 'now', 'digest', 'off')),
  webhook boolean not null,
  primary key (city_id, person_id, kind)
);

create table notice_settings (
  city_id integer not null,
  person_id uuid not null,
  -- Hour of the city's day.
  digest_hour smallint not null check (digest_hour between 0 and 23),
  locale text not null check (locale in ('zh', 'en')),
  webhook_url text,
  -- Sealed with the deployment's secret.
  webhook_secret text,
  primary key (city_id, person_id),
  check ((webhook_url is null) = (webhook_secret is null))
);

-- Keeps a retried job from sending twice what already left, and the digest to one a day.
create table notice_sent (
  city_id integer not null,
  person_id uuid not null,
  -- `email:<notice>`, `webhook:<notice>`, `digest:<day>`
  what text not null,
  sent_at timestamptz not null,
  primary key (city_id, person_id, what)
);
create index notice_sent_at on notice_sent (city_id, sent_at);
