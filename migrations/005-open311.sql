-- Open311: what came through it, and by which key.

-- One row for each report. Its id is the token of a caller who did not wait for the case to be made.
create table open311_reports (
  city_id integer not null,
  id uuid not null,
  key_id uuid not null,
  case_id uuid,
  -- What was sent, sealed, until the case is made of it.
  waiting text,
  at timestamptz not null,
  primary key (city_id, id),
  unique (city_id, case_id),
  check ((case_id is null) = (waiting is not null)),
  foreign key (city_id, key_id) references api_keys (city_id, id),
  foreign key (city_id, case_id) references cases (city_id, id)
);
create index open311_reports_key on open311_reports (city_id, key_id, case_id);

-- Updates that systems sent, each once: update_id is the sender's number of it.
create table open311_updates (
  city_id integer not null,
  key_id uuid not null,
  update_id text not null,
  case_id uuid not null,
  -- The event that it became.
  event_id uuid,
  at timestamptz not null,
  primary key (city_id, key_id, update_id),
  foreign key (city_id, key_id) references api_keys (city_id, id),
  foreign key (city_id, case_id) references cases (city_id, id),
  foreign key (city_id, event_id) references case_events (city_id, id)
);

-- Systems ask again and again what is new: public events by time.
create index case_events_public on case_events (city_id, at, id) where public;
-- Status open: few of the released, wherever they stand among 90 days of closed ones.
create index cases_released_open on cases (city_id, reported_at desc, id desc) where released_at is not null and open;
