-- What the migrations make, read back from the catalog. Generated: UPDATE=1 npx vitest run src/catalog.test.ts

create table public.accounts (
  city_id integer not null,
  user_id uuid not null,
  person_id uuid not null,
  user_name text not null,
  password_set boolean not null,
  must_change_password boolean not null,
  password_changed_at timestamp with time zone not null,
  locked_at timestamp with time zone,
  locked_reason text not null default ''::text,
  last_sign_in_at timestamp with time zone,
  last_code text,
  last_code_at timestamp with time zone,
  created_at timestamp with time zone not null,
  PRIMARY KEY (city_id, user_id),
  UNIQUE (city_id, person_id),
  UNIQUE (city_id, user_name)
);

create table public.act_links (
  city_id integer not null,
  id uuid not null,
  token_hash text not null,
  subject_kind text not null,
  subject_id uuid not null,
  unit_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  acts text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, token_hash)
);
CREATE INDEX act_links_subject ON public.act_links USING btree (city_id, subject_kind, subject_id) WHERE (revoked_at IS NULL);

create table public.api_keys (
  city_id integer not null,
  id uuid not null,
  name text not null,
  key_hash text not null,
  prefix text not null,
  unit_id uuid,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  last_used_on date,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, key_hash)
);

create table public.area_duties (
  city_id integer not null,
  id uuid not null,
  area_id uuid not null,
  person_id uuid not null,
  post_id uuid,
  valid_from date not null,
  valid_to date,
  note text not null default ''::text,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id),
  FOREIGN KEY (city_id, person_id) REFERENCES people(city_id, id),
  FOREIGN KEY (city_id, post_id) REFERENCES posts(city_id, id),
  CHECK (((valid_to IS NULL) OR (valid_to >= (valid_from - 1))))
);
CREATE INDEX area_duties_area ON public.area_duties USING btree (city_id, area_id, valid_from DESC);
CREATE INDEX area_duties_person ON public.area_duties USING btree (city_id, person_id, valid_from DESC);
CREATE UNIQUE INDEX area_duties_one_open ON public.area_duties USING btree (city_id, area_id) WHERE (valid_to IS NULL);

create table public.areas (
  city_id integer not null,
  id uuid not null,
  parent_id uuid,
  kind text not null,
  name text not null,
  code text not null,
  path text not null,
  sort integer not null default 0,
  polygon jsonb,
  lng double precision,
  lat double precision,
  min_lng double precision,
  min_lat double precision,
  max_lng double precision,
  max_lat double precision,
  ended_on date,
  search text not null default ''::text,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, code),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, parent_id) REFERENCES areas(city_id, id),
  CHECK ((kind = ANY (ARRAY['district'::text, 'street'::text, 'community'::text, 'block'::text, 'compound'::text])))
);
CREATE INDEX areas_kind ON public.areas USING btree (city_id, kind, path text_pattern_ops);
CREATE INDEX areas_parent ON public.areas USING btree (city_id, parent_id, sort);
CREATE INDEX areas_path ON public.areas USING btree (city_id, path text_pattern_ops);
CREATE INDEX areas_search ON public.areas USING gin (search gin_trgm_ops);

create table public.calendar_days (
  city_id integer not null,
  day date not null,
  year integer not null,
  kind text not null,
  name text not null default ''::text,
  PRIMARY KEY (city_id, day),
  FOREIGN KEY (city_id, year) REFERENCES calendar_years(city_id, year),
  CHECK ((kind = ANY (ARRAY['workday'::text, 'rest'::text, 'holiday'::text, 'makeup'::text])))
);

create table public.calendar_years (
  city_id integer not null,
  year integer not null,
  official boolean not null,
  source text not null default ''::text,
  PRIMARY KEY (city_id, year),
  FOREIGN KEY (city_id) REFERENCES cities(city_id)
);

create table public.case_alerts (
  city_id integer not null,
  case_id uuid not null,
  kind text not null,
  clock text not null,
  run integer not null,
  at timestamp with time zone not null,
  PRIMARY KEY (city_id, case_id, kind, clock, run),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  CHECK ((kind = ANY (ARRAY['dueSoon'::text, 'overdue'::text, 'slipping'::text])))
);

create table public.case_categories (
  city_id integer not null,
  code text not null,
  class_code text,
  name jsonb not null,
  kind text not null,
  description jsonb not null,
  standard jsonb not null,
  keywords text[] not null default '{}'::text[],
  public_order integer,
  tile jsonb,
  urgent boolean not null default false,
  photos_needed smallint not null default 1,
  near_public integer not null default 250,
  near_staff integer not null default 1000,
  attributes jsonb not null default '[]'::jsonb,
  provisional boolean not null default true,
  source text not null default ''::text,
  active boolean not null default true,
  declined_questions text[] not null default '{}'::text[],
  PRIMARY KEY (city_id, code),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  CHECK ((kind = ANY (ARRAY['event'::text, 'component'::text])))
);

create table public.case_day_marks (
  city_id integer not null,
  moment text not null,
  day date not null,
  id uuid not null default gen_random_uuid(),
  PRIMARY KEY (city_id, moment, day, id)
);

create table public.case_days (
  city_id integer not null,
  moment text not null,
  day date not null,
  meaning text not null,
  PRIMARY KEY (city_id, moment, day)
);

create table public.case_events (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  at timestamp with time zone not null,
  act text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  person_id uuid,
  person_name text not null,
  unit_id uuid,
  unit_name text not null,
  words text not null default ''::text,
  detail jsonb not null default '{}'::jsonb,
  public boolean not null default false,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, case_id, seq),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id)
);
CREATE INDEX case_events_public ON public.case_events USING btree (city_id, at, id) WHERE public;
CREATE INDEX case_events_returns ON public.case_events USING btree (city_id, unit_id, at) WHERE (act = 'return'::text);

create table public.case_images (
  city_id integer not null,
  month date not null,
  id uuid not null,
  kept_at timestamp with time zone not null,
  existed boolean not null,
  number text not null,
  title text not null,
  reported_at timestamp with time zone not null,
  filed_at timestamp with time zone,
  responded_at timestamp with time zone,
  handled_at timestamp with time zone,
  closed_at timestamp with time zone,
  handling_due_at timestamp with time zone,
  rated_at timestamp with time zone,
  handling_on_time boolean,
  provisional boolean not null,
  parent_id uuid,
  unit_id uuid,
  last_unit_id uuid,
  district_id uuid,
  street_id uuid,
  community_id uuid,
  block_id uuid,
  compound_id uuid,
  category text not null,
  class_code text not null,
  channel text not null,
  state text not null,
  outcome text,
  reworks smallint not null,
  recurred_by uuid,
  solved boolean,
  satisfied smallint,
  resolution_minutes integer,
  PRIMARY KEY (city_id, month, id)
);

create table public.case_messages (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  reporter_id uuid not null,
  fact_id uuid not null,
  what text not null,
  way text not null,
  subject text not null,
  words text not null,
  at timestamp with time zone not null,
  due_at timestamp with time zone,
  attempts smallint not null default 0,
  sent_at timestamp with time zone,
  refused text,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, fact_id, reporter_id, way),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  FOREIGN KEY (city_id, reporter_id) REFERENCES case_reporters(city_id, id),
  CHECK ((way = ANY (ARRAY['email'::text, 'sms'::text])))
);
CREATE INDEX case_messages_case ON public.case_messages USING btree (city_id, case_id, at);
CREATE INDEX case_messages_due ON public.case_messages USING btree (city_id, due_at) WHERE (due_at IS NOT NULL);

create table public.case_numbers (
  city_id integer not null,
  month text not null,
  last integer not null,
  PRIMARY KEY (city_id, month)
);

create table public.case_photos (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  event_id uuid not null,
  file_id uuid not null,
  stage text not null,
  at timestamp with time zone not null,
  taken_by text not null,
  lng double precision,
  lat double precision,
  released_at timestamp with time zone,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, case_id, file_id),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  FOREIGN KEY (city_id, file_id) REFERENCES files(city_id, id),
  CHECK ((stage = ANY (ARRAY['before'::text, 'verified'::text, 'after'::text, 'check'::text])))
);
CREATE INDEX case_photos_case ON public.case_photos USING btree (city_id, case_id, at, id);
CREATE INDEX case_photos_results ON public.case_photos USING btree (city_id, released_at DESC) WHERE ((released_at IS NOT NULL) AND (stage = 'after'::text));

create table public.case_policies (
  city_id integer not null,
  version integer not null,
  valid_from date not null,
  note text not null default ''::text,
  defaults jsonb not null,
  by_category jsonb not null default '{}'::jsonb,
  provisional boolean not null default false,
  made_at timestamp with time zone not null,
  made_by text not null,
  PRIMARY KEY (city_id, version),
  UNIQUE (city_id, valid_from),
  FOREIGN KEY (city_id) REFERENCES cities(city_id)
);

create table public.case_reasons (
  city_id integer not null,
  kind text not null,
  code text not null,
  name jsonb not null,
  told jsonb not null,
  words_needed boolean not null,
  words_hint jsonb not null,
  "position" integer not null,
  source text not null default ''::text,
  provisional boolean not null default true,
  active boolean not null default true,
  PRIMARY KEY (city_id, kind, code),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  CHECK ((kind = ANY (ARRAY['decline'::text, 'return'::text, 'longTerm'::text])))
);

create table public.case_reporters (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  code text not null,
  name_sealed text,
  phone_sealed text,
  email_sealed text,
  address_sealed text,
  phone_mark text,
  at timestamp with time zone not null,
  locale text not null default 'zh'::text,
  tell_sms boolean not null default false,
  tell_email boolean not null default false,
  erased_at timestamp with time zone,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, case_id, code),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  CHECK ((kind = ANY (ARRAY['reporter'::text, 'joined'::text]))),
  CHECK ((locale = ANY (ARRAY['zh'::text, 'en'::text])))
);
CREATE INDEX case_reporters_contact ON public.case_reporters USING btree (city_id, case_id) WHERE ((phone_sealed IS NOT NULL) OR (email_sealed IS NOT NULL) OR (name_sealed IS NOT NULL) OR (address_sealed IS NOT NULL));
CREATE INDEX case_reporters_phone ON public.case_reporters USING btree (city_id, phone_mark, at DESC) WHERE (phone_mark IS NOT NULL);

create table public.case_reserved_numbers (
  city_id integer not null,
  number text not null,
  person_id uuid not null,
  reserved_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (city_id, number)
);
CREATE INDEX case_reserved_numbers_expiry ON public.case_reserved_numbers USING btree (city_id, expires_at);

create table public.case_revisit_items (
  city_id integer not null,
  revisit_id uuid not null,
  case_id uuid not null,
  "position" integer not null,
  result text,
  note text,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamp with time zone,
  PRIMARY KEY (city_id, revisit_id, case_id),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  FOREIGN KEY (city_id, revisit_id) REFERENCES case_revisits(city_id, id),
  CHECK ((result = ANY (ARRAY['holds'::text, 'back'::text, 'partly'::text])))
);
CREATE INDEX case_revisit_items_order ON public.case_revisit_items USING btree (city_id, revisit_id, "position");

create table public.case_revisits (
  city_id integer not null,
  id uuid not null,
  seed text not null,
  from_day date not null,
  to_day date not null,
  share double precision not null,
  population integer not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  PRIMARY KEY (city_id, id)
);

create table public.case_settings (
  city_id integer not null,
  settings jsonb not null,
  revision uuid not null,
  PRIMARY KEY (city_id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id)
);

create table public.case_spreads (
  city_id integer not null,
  span text not null,
  first date not null,
  split text not null,
  key text not null,
  below integer[] not null,
  minutes integer[] not null,
  counts integer[] not null,
  PRIMARY KEY (city_id, span, first, split, key),
  CHECK ((span = ANY (ARRAY['day'::text, 'month'::text])))
);

create table public.case_sums (
  city_id integer not null,
  moment text not null,
  split text not null,
  key text not null,
  day date not null,
  sums integer[] not null,
  PRIMARY KEY (city_id, moment, split, key, day) INCLUDE (sums)
);

create table public.case_tallies (
  city_id integer not null,
  id uuid not null,
  unit_id uuid,
  state text not null,
  n integer not null,
  fresh boolean not null default true,
  PRIMARY KEY (city_id, id)
);
CREATE INDEX case_tallies_fresh ON public.case_tallies USING btree (city_id) WHERE fresh;
CREATE INDEX case_tallies_sum ON public.case_tallies USING btree (city_id, unit_id, state) INCLUDE (n);

create table public.case_tiles (
  city_id integer not null,
  id uuid not null,
  zoom smallint not null,
  tile bigint not null,
  band text not null,
  class_code text not null,
  released boolean not null,
  n integer not null,
  lng_sum double precision not null,
  lat_sum double precision not null,
  fresh boolean not null default true,
  PRIMARY KEY (city_id, id),
  CHECK ((band = ANY (ARRAY['open'::text, 'longTerm'::text, 'closed'::text])))
);
CREATE INDEX case_tiles_fresh ON public.case_tiles USING btree (city_id) WHERE fresh;
CREATE INDEX case_tiles_sum ON public.case_tiles USING btree (city_id, zoom, tile) INCLUDE (band, class_code, released, n, lng_sum, lat_sum);

create table public.case_views (
  city_id integer not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  query jsonb not null,
  columns text[] not null default '{}'::text[],
  shared boolean not null default false,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, person_id, name)
);
CREATE INDEX case_views_shared ON public.case_views USING btree (city_id, name) WHERE shared;

create table public.cases (
  city_id integer not null,
  id uuid not null,
  number text not null,
  version integer not null default 1,
  state text not null,
  open boolean not null generated always as ((state <> ALL (ARRAY['closed'::text, 'declined'::text, 'merged'::text]))) stored,
  outcome text,
  channel text not null,
  category text not null,
  class_code text not null,
  title text not null,
  words text not null,
  attributes jsonb not null default '{}'::jsonb,
  urgent boolean not null default false,
  lng double precision,
  lat double precision,
  cell bigint,
  place text not null default ''::text,
  area_id uuid,
  district_id uuid,
  street_id uuid,
  community_id uuid,
  block_id uuid,
  compound_id uuid,
  unit_id uuid,
  last_unit_id uuid,
  assist_unit_ids uuid[] not null default '{}'::uuid[],
  supervised_by uuid,
  finder_ids uuid[] not null default '{}'::uuid[],
  handler_ids uuid[] not null default '{}'::uuid[],
  checker_id uuid,
  dispatched_by uuid,
  dispatched_at timestamp with time zone,
  rule_id uuid,
  why jsonb not null default '[]'::jsonb,
  policy_version integer not null,
  limits jsonb not null,
  reported_at timestamp with time zone not null,
  filed_at timestamp with time zone,
  responded_at timestamp with time zone,
  assigned_at timestamp with time zone,
  accepted_at timestamp with time zone,
  handled_at timestamp with time zone,
  first_closed_at timestamp with time zone,
  closed_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  clock text,
  due_at timestamp with time zone,
  paused boolean not null default false,
  paused_until timestamp with time zone,
  provisional boolean not null default false,
  handling_due_at timestamp with time zone,
  handling_on_time boolean,
  total_due_at timestamp with time zone,
  resolution_minutes integer,
  returns smallint not null default 0,
  reworks smallint not null default 0,
  reopenings smallint not null default 0,
  request_kind text,
  question_open boolean not null default false,
  paused_by_grant boolean not null default false,
  recurrence_of uuid,
  recurred_by uuid,
  decline_reason text,
  plan text,
  plan_until date,
  long_term jsonb,
  long_term_unit_id uuid,
  long_term_expected date,
  solved boolean,
  satisfied smallint,
  rated_at timestamp with time zone,
  released_at timestamp with time zone,
  public_title text,
  reporter_known boolean not null default false,
  subscribers integer not null default 0,
  photo_id uuid,
  merged_into uuid,
  parent_id uuid,
  parts smallint not null default 0,
  grams text[] not null default '{}'::text[],
  late_minutes integer,
  late_from timestamp with time zone,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, number),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  CHECK (((state <> 'closed'::text) OR (outcome IS NOT NULL)))
);
CREATE INDEX cases_assist ON public.cases USING gin (assist_unit_ids) WHERE (assist_unit_ids <> '{}'::uuid[]);
CREATE INDEX cases_block ON public.cases USING btree (city_id, block_id, reported_at DESC, id DESC) WHERE (block_id IS NOT NULL);
CREATE INDEX cases_category ON public.cases USING btree (city_id, category, reported_at DESC, id DESC);
CREATE INDEX cases_category_cell ON public.cases USING btree (city_id, category, cell) WHERE (cell IS NOT NULL);
CREATE INDEX cases_cell ON public.cases USING btree (city_id, cell, reported_at DESC) WHERE (cell IS NOT NULL);
CREATE INDEX cases_channel ON public.cases USING btree (city_id, channel, reported_at DESC, id DESC);
CREATE INDEX cases_class ON public.cases USING btree (city_id, class_code, reported_at DESC, id DESC);
CREATE INDEX cases_closed ON public.cases USING btree (city_id, closed_at DESC, id DESC) INCLUDE (parent_id, unit_id, last_unit_id, street_id, category, channel, outcome, reworks, recurred_by, resolution_minutes) WHERE (closed_at IS NOT NULL);
CREATE INDEX cases_community ON public.cases USING btree (city_id, community_id, reported_at DESC, id DESC);
CREATE INDEX cases_compound ON public.cases USING btree (city_id, compound_id, reported_at DESC, id DESC) WHERE (compound_id IS NOT NULL);
CREATE INDEX cases_district ON public.cases USING btree (city_id, district_id, reported_at DESC, id DESC);
CREATE INDEX cases_due ON public.cases USING btree (city_id, due_at, id) WHERE (open AND (due_at IS NOT NULL));
CREATE INDEX cases_due_state ON public.cases USING btree (city_id, state, due_at, id) WHERE open;
CREATE INDEX cases_due_unit ON public.cases USING btree (city_id, unit_id, due_at, id) WHERE open;
CREATE INDEX cases_expected ON public.cases USING btree (city_id, ((long_term_expected)::timestamp without time zone AT TIME ZONE 'UTC'::text), id) WHERE (open AND (state = 'onLongTermList'::text));
CREATE INDEX cases_finders ON public.cases USING gin (finder_ids) WHERE (finder_ids <> '{}'::uuid[]);
CREATE INDEX cases_grams ON public.cases USING gin (grams);
CREATE INDEX cases_handling_due ON public.cases USING btree (city_id, handling_due_at DESC, id DESC) INCLUDE (parent_id, unit_id, last_unit_id, street_id, category, channel, provisional, handled_at, handling_on_time) WHERE (handling_due_at IS NOT NULL);
CREATE INDEX cases_long_term ON public.cases USING btree (city_id, long_term_unit_id, long_term_expected) WHERE (state = 'onLongTermList'::text);
CREATE INDEX cases_long_term_day ON public.cases USING btree (city_id, long_term_expected) WHERE (state = 'onLongTermList'::text);
CREATE INDEX cases_merged ON public.cases USING btree (city_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX cases_newest ON public.cases USING btree (city_id, reported_at DESC, id DESC) INCLUDE (parent_id, unit_id, last_unit_id, street_id, category, channel, state, filed_at, responded_at);
CREATE INDEX cases_open_area ON public.cases USING btree (city_id, street_id, community_id, state) WHERE open;
CREATE INDEX cases_open_cell ON public.cases USING btree (city_id, cell) WHERE (open AND (cell IS NOT NULL));
CREATE INDEX cases_parent ON public.cases USING btree (city_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX cases_place ON public.cases USING btree (city_id, compound_id, category, closed_at DESC) WHERE ((closed_at IS NOT NULL) AND (compound_id IS NOT NULL));
CREATE INDEX cases_public_long_term ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE ((released_at IS NOT NULL) AND open AND (state = 'onLongTermList'::text) AND ((long_term ->> 'public'::text))::boolean);
CREATE INDEX cases_rated ON public.cases USING btree (city_id, rated_at DESC, id DESC) INCLUDE (parent_id, unit_id, last_unit_id, street_id, category, channel, solved, satisfied) WHERE (rated_at IS NOT NULL);
CREATE INDEX cases_recurrence ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE (recurrence_of IS NOT NULL);
CREATE INDEX cases_recurrence_open ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE ((recurrence_of IS NOT NULL) AND open);
CREATE INDEX cases_released ON public.cases USING btree (city_id, reported_at DESC, id DESC) INCLUDE (state, outcome, district_id, street_id, community_id, category, class_code) WHERE (released_at IS NOT NULL);
CREATE INDEX cases_released_open ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE ((released_at IS NOT NULL) AND open);
CREATE INDEX cases_requests ON public.cases USING btree (city_id, due_at, id) WHERE ((request_kind IS NOT NULL) AND open);
CREATE INDEX cases_square ON public.cases USING btree (city_id, ((cell >> 8)), reported_at DESC) WHERE (cell IS NOT NULL);
CREATE INDEX cases_state ON public.cases USING btree (city_id, state, reported_at DESC, id DESC);
CREATE INDEX cases_street ON public.cases USING btree (city_id, street_id, reported_at DESC, id DESC);
CREATE INDEX cases_supervised ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE (supervised_by IS NOT NULL);
CREATE INDEX cases_undated ON public.cases USING btree (city_id, reported_at, id) WHERE (open AND (due_at IS NULL));
CREATE INDEX cases_unit ON public.cases USING btree (city_id, unit_id, reported_at DESC, id DESC);
CREATE INDEX cases_unit_category ON public.cases USING btree (city_id, unit_id, category, reported_at DESC, id DESC);
CREATE INDEX cases_unit_closed ON public.cases USING btree (city_id, unit_id, closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL);
CREATE INDEX cases_urgent ON public.cases USING btree (city_id, reported_at DESC, id DESC) WHERE urgent;

create table public.cities (
  city_id integer not null,
  name text not null,
  name_en text not null,
  host text,
  area_code text not null default ''::text,
  settings jsonb not null default '{}'::jsonb,
  area_version uuid not null default gen_random_uuid(),
  revision integer not null default 1,
  PRIMARY KEY (city_id)
);
CREATE INDEX cities_host ON public.cities USING btree (host);

create table public.closed_figures (
  city_id integer not null,
  month date not null,
  measure text not null,
  split text not null,
  key text not null,
  value double precision,
  numerator integer,
  denominator integer,
  records integer not null,
  PRIMARY KEY (city_id, month, measure, split, key),
  FOREIGN KEY (city_id, month) REFERENCES closed_months(city_id, month)
);
CREATE INDEX closed_figures_measure ON public.closed_figures USING btree (city_id, measure, split, key, month);

create table public.closed_months (
  city_id integer not null,
  month date not null,
  id uuid not null,
  closed_at timestamp with time zone not null,
  closed_by uuid,
  closed_by_name text not null,
  PRIMARY KEY (city_id, month),
  CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

create table public.closing_settings (
  city_id integer not null,
  day smallint,
  PRIMARY KEY (city_id),
  CHECK (((day >= 1) AND (day <= 28)))
);

create table public.compounds (
  city_id integer not null,
  area_id uuid not null,
  buildings integer not null default 0,
  households integer not null default 0,
  built_year integer,
  property_manager text,
  resident_unit_id uuid,
  key_compound boolean not null default false,
  note text not null default ''::text,
  revision integer not null default 1,
  PRIMARY KEY (city_id, area_id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id),
  FOREIGN KEY (city_id, resident_unit_id) REFERENCES units(city_id, id),
  CHECK ((buildings >= 0)),
  CHECK ((households >= 0))
);
CREATE INDEX compounds_unit ON public.compounds USING btree (city_id, resident_unit_id);

create table public.duty_rules (
  city_id integer not null,
  id uuid not null,
  article text not null,
  text text not null default ''::text,
  category text not null,
  area_id uuid,
  lead_unit_id uuid,
  lead_by text not null,
  joint_unit_ids uuid[] not null default '{}'::uuid[],
  valid_from date not null,
  valid_to date,
  from_case_id uuid,
  active boolean not null default true,
  answer_to text,
  answers text[] not null default '{}'::text[],
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id, category) REFERENCES case_categories(city_id, code),
  CHECK (((answer_to IS NULL) = (answers = '{}'::text[]))),
  CHECK (((lead_by = 'unit'::text) = (lead_unit_id IS NOT NULL))),
  CHECK ((lead_by = ANY (ARRAY['unit'::text, 'district'::text, 'street'::text, 'community'::text])))
);
CREATE INDEX duty_rules_category ON public.duty_rules USING btree (city_id, category, article);

create table public.facilities (
  city_id integer not null,
  id uuid not null,
  area_id uuid not null,
  defence text not null,
  name text not null,
  amount integer not null default 1,
  measure_word text not null default '处'::text,
  state text not null,
  checked_on date,
  partner_unit_id uuid,
  note text not null default ''::text,
  ended_on date,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id),
  FOREIGN KEY (city_id, partner_unit_id) REFERENCES units(city_id, id),
  CHECK ((amount >= 0)),
  CHECK ((state = ANY (ARRAY['inPlace'::text, 'broken'::text, 'missing'::text, 'unknown'::text])))
);
CREATE INDEX facilities_area ON public.facilities USING btree (city_id, area_id, defence);

create table public.file_links (
  city_id integer not null,
  file_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  "position" integer not null,
  linked_at timestamp with time zone not null,
  PRIMARY KEY (city_id, file_id, subject_kind, subject_id),
  FOREIGN KEY (city_id, file_id) REFERENCES files(city_id, id)
);
CREATE INDEX file_links_subject ON public.file_links USING btree (city_id, subject_kind, subject_id, "position");

create table public.file_masks (
  city_id integer not null,
  id uuid not null,
  file_id uuid not null,
  x double precision not null,
  y double precision not null,
  width double precision not null,
  height double precision not null,
  style text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  removed_at timestamp with time zone,
  removed_by uuid,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id, file_id) REFERENCES files(city_id, id),
  CHECK (((height > (0)::double precision) AND (height <= (1)::double precision))),
  CHECK (((width > (0)::double precision) AND (width <= (1)::double precision))),
  CHECK (((x >= (0)::double precision) AND (x < (1)::double precision))),
  CHECK (((y >= (0)::double precision) AND (y < (1)::double precision))),
  CHECK ((style = ANY (ARRAY['pixelate'::text, 'fill'::text])))
);
CREATE INDEX file_masks_file ON public.file_masks USING btree (city_id, file_id) WHERE (removed_at IS NULL);

create table public.files (
  city_id integer not null,
  id uuid not null,
  sha256 text not null,
  bytes bigint not null,
  media_type text not null,
  name text not null,
  kind text not null,
  width integer,
  height integer,
  phash text,
  exif jsonb,
  created_at timestamp with time zone not null,
  created_by uuid,
  published_sha256 text,
  published_thumb_sha256 text,
  released_at timestamp with time zone,
  released_by uuid,
  PRIMARY KEY (city_id, id),
  CHECK (((published_sha256 IS NULL) = (published_thumb_sha256 IS NULL))),
  CHECK (((released_at IS NULL) = (published_sha256 IS NULL))),
  CHECK ((kind = ANY (ARRAY['image'::text, 'document'::text, 'media'::text]))),
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX files_blob ON public.files USING btree (sha256);
CREATE INDEX files_content ON public.files USING btree (city_id, sha256);
CREATE INDEX files_created ON public.files USING btree (city_id, created_at);
CREATE INDEX files_published ON public.files USING btree (published_sha256) WHERE (published_sha256 IS NOT NULL);
CREATE INDEX files_published_thumb ON public.files USING btree (published_thumb_sha256) WHERE (published_thumb_sha256 IS NOT NULL);
CREATE UNIQUE INDEX files_once ON public.files USING btree (city_id, created_by, sha256) WHERE (created_by IS NOT NULL);

create table public.idempotency_keys (
  city_id integer not null,
  key text not null,
  caller text not null,
  operation text not null,
  fingerprint text not null,
  status integer not null,
  answer json,
  at timestamp with time zone not null,
  sealed boolean not null default false,
  PRIMARY KEY (city_id, caller, key)
);
CREATE INDEX idempotency_keys_at ON public.idempotency_keys USING btree (city_id, at);
CREATE INDEX idempotency_keys_sealed ON public.idempotency_keys USING btree (city_id, at) WHERE (sealed AND (answer IS NOT NULL));

create table public.journal (
  city_id integer not null,
  id uuid not null,
  at timestamp with time zone not null,
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
  PRIMARY KEY (city_id, id)
);
CREATE INDEX journal_at ON public.journal USING btree (city_id, at DESC, id DESC);
CREATE INDEX journal_person ON public.journal USING btree (city_id, actor_person_id, id) WHERE (actor_person_id IS NOT NULL);
CREATE INDEX journal_subject ON public.journal USING btree (city_id, subject_kind, subject_id, id);
CREATE INDEX journal_type ON public.journal USING btree (city_id, type, id);

create table public.limit_counts (
  city_id integer not null,
  what text not null,
  who text not null,
  n integer not null,
  until timestamp with time zone not null,
  PRIMARY KEY (city_id, what, who)
);

create table public.notice_choices (
  city_id integer not null,
  person_id uuid not null,
  kind text not null,
  in_app boolean not null,
  email text not null,
  webhook boolean not null,
  PRIMARY KEY (city_id, person_id, kind),
  CHECK ((email = ANY (ARRAY['auto'::text, 'now'::text, 'digest'::text, 'off'::text])))
);

create table public.notice_sent (
  city_id integer not null,
  person_id uuid not null,
  what text not null,
  sent_at timestamp with time zone not null,
  PRIMARY KEY (city_id, person_id, what)
);
CREATE INDEX notice_sent_at ON public.notice_sent USING btree (city_id, sent_at);

create table public.notice_settings (
  city_id integer not null,
  person_id uuid not null,
  digest_hour smallint not null,
  locale text not null,
  webhook_url text,
  webhook_secret text,
  PRIMARY KEY (city_id, person_id),
  CHECK (((digest_hour >= 0) AND (digest_hour <= 23))),
  CHECK (((webhook_url IS NULL) = (webhook_secret IS NULL))),
  CHECK ((locale = ANY (ARRAY['zh'::text, 'en'::text])))
);

create table public.notices (
  city_id integer not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  title_zh text not null,
  title_en text not null,
  href text not null,
  urgent boolean not null,
  in_app boolean not null,
  digest boolean not null,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  PRIMARY KEY (city_id, id)
);
CREATE INDEX notices_digest ON public.notices USING btree (city_id, person_id, id) WHERE digest;
CREATE INDEX notices_list ON public.notices USING btree (city_id, person_id, id) WHERE in_app;
CREATE INDEX notices_unread ON public.notices USING btree (city_id, person_id) WHERE (in_app AND (read_at IS NULL));

create table public.open311_reports (
  city_id integer not null,
  id uuid not null,
  key_id uuid not null,
  case_id uuid,
  waiting text,
  at timestamp with time zone not null,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, case_id),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  FOREIGN KEY (city_id, key_id) REFERENCES api_keys(city_id, id),
  CHECK (((case_id IS NULL) = (waiting IS NOT NULL)))
);
CREATE INDEX open311_reports_key ON public.open311_reports USING btree (city_id, key_id, case_id);

create table public.open311_updates (
  city_id integer not null,
  key_id uuid not null,
  update_id text not null,
  case_id uuid not null,
  event_id uuid,
  at timestamp with time zone not null,
  PRIMARY KEY (city_id, key_id, update_id),
  FOREIGN KEY (city_id, case_id) REFERENCES cases(city_id, id),
  FOREIGN KEY (city_id, event_id) REFERENCES case_events(city_id, id),
  FOREIGN KEY (city_id, key_id) REFERENCES api_keys(city_id, id)
);

create table public.outbox (
  city_id integer not null,
  journal_id uuid not null,
  reaction text not null,
  due_at timestamp with time zone not null,
  attempts integer not null default 0,
  last_error text,
  PRIMARY KEY (city_id, journal_id, reaction)
);
CREATE INDEX outbox_due ON public.outbox USING btree (due_at, journal_id) WHERE (attempts < 12);

create table public.password_history (
  city_id integer not null,
  id uuid not null,
  user_id uuid not null,
  hash text not null,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id, user_id) REFERENCES accounts(city_id, user_id) ON DELETE CASCADE
);
CREATE INDEX password_history_user ON public.password_history USING btree (city_id, user_id, id DESC);

create table public.people (
  city_id integer not null,
  id uuid not null,
  name text not null,
  code text not null,
  user_id text,
  user_name text,
  phone text,
  email text,
  active boolean not null default true,
  ended_on date,
  search text not null default ''::text,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, code),
  UNIQUE (city_id, user_id),
  UNIQUE (city_id, user_name),
  FOREIGN KEY (city_id) REFERENCES cities(city_id)
);
CREATE INDEX people_name ON public.people USING btree (city_id, name, id);
CREATE INDEX people_search ON public.people USING gin (search gin_trgm_ops);

create table public.posts (
  city_id integer not null,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  role text not null,
  area_id uuid,
  title text not null default ''::text,
  valid_from date not null,
  valid_to date,
  deputy_for uuid,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id),
  FOREIGN KEY (city_id, deputy_for) REFERENCES posts(city_id, id),
  FOREIGN KEY (city_id, person_id) REFERENCES people(city_id, id),
  FOREIGN KEY (city_id, unit_id) REFERENCES units(city_id, id),
  CHECK (((valid_to IS NULL) OR (valid_to >= (valid_from - 1))))
);
CREATE INDEX posts_area ON public.posts USING btree (city_id, area_id);
CREATE INDEX posts_deputy ON public.posts USING btree (city_id, deputy_for);
CREATE INDEX posts_person ON public.posts USING btree (city_id, person_id, valid_from);
CREATE INDEX posts_role ON public.posts USING btree (city_id, role, unit_id);
CREATE INDEX posts_unit ON public.posts USING btree (city_id, unit_id, role);

create table public.schema_migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

create table public.sheet_imports (
  city_id integer not null,
  id uuid not null,
  template text not null,
  file_id uuid not null,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  preview jsonb not null,
  applied_at timestamp with time zone,
  mode text,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id, file_id) REFERENCES files(city_id, id),
  CHECK (((applied_at IS NULL) = (mode IS NULL))),
  CHECK ((mode = ANY (ARRAY['all'::text, 'good'::text])))
);

create table public.sign_in_attempts (
  city_id integer not null,
  kind text not null,
  key text not null,
  attempts timestamp with time zone[] not null,
  locked_until timestamp with time zone,
  last_at timestamp with time zone not null,
  PRIMARY KEY (city_id, kind, key),
  CHECK ((kind = ANY (ARRAY['name'::text, 'address'::text])))
);
CREATE INDEX sign_in_attempts_last ON public.sign_in_attempts USING btree (city_id, last_at);

create table public.sign_in_links (
  city_id integer not null,
  id uuid not null,
  token_hash text not null,
  purpose text not null,
  user_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  over_at timestamp with time zone,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, token_hash),
  FOREIGN KEY (city_id, user_id) REFERENCES accounts(city_id, user_id) ON DELETE CASCADE,
  CHECK ((purpose = ANY (ARRAY['setup'::text, 'demo'::text, 'first'::text, 'recovery'::text])))
);
CREATE INDEX sign_in_links_user ON public.sign_in_links USING btree (city_id, user_id) WHERE (over_at IS NULL);

create table public.sign_in_settings (
  city_id integer not null,
  settings jsonb not null,
  PRIMARY KEY (city_id)
);

create table public.units (
  city_id integer not null,
  id uuid not null,
  parent_id uuid,
  kind text not null,
  name text not null,
  short_name text not null,
  code text not null,
  area_id uuid,
  phone text,
  key_unit boolean not null default false,
  active boolean not null default true,
  ended_on date,
  path text not null,
  sort integer not null default 0,
  search text not null default ''::text,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  UNIQUE (city_id, code),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id),
  FOREIGN KEY (city_id, parent_id) REFERENCES units(city_id, id),
  CHECK ((kind = ANY (ARRAY['headquarters'::text, 'office'::text, 'workingGroup'::text, 'department'::text, 'district'::text, 'street'::text, 'community'::text, 'residentUnit'::text, 'media'::text])))
);
CREATE INDEX units_area ON public.units USING btree (city_id, area_id);
CREATE INDEX units_kind ON public.units USING btree (city_id, kind, sort);
CREATE INDEX units_path ON public.units USING btree (city_id, path text_pattern_ops);
CREATE INDEX units_search ON public.units USING gin (search gin_trgm_ops);

create table public.venues (
  city_id integer not null,
  id uuid not null,
  area_id uuid not null,
  kind text not null,
  name text not null,
  address text not null default ''::text,
  lng double precision,
  lat double precision,
  ended_on date,
  revision integer not null default 1,
  PRIMARY KEY (city_id, id),
  FOREIGN KEY (city_id) REFERENCES cities(city_id),
  FOREIGN KEY (city_id, area_id) REFERENCES areas(city_id, id)
);
CREATE INDEX venues_area ON public.venues USING btree (city_id, area_id, kind);

create table auth.account (
  id uuid not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId" ON auth.account USING btree ("userId");

create table auth.session (
  id uuid not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null,
  "twoFactorDone" boolean not null,
  "lastSeenAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE (token),
  FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_createdAt" ON auth.session USING btree ("createdAt");
CREATE INDEX "session_userId" ON auth.session USING btree ("userId");

create table auth."twoFactor" (
  id uuid not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX "twoFactor_userId" ON auth."twoFactor" USING btree ("userId");

create table auth."user" (
  id uuid not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  username text,
  "twoFactorEnabled" boolean,
  PRIMARY KEY (id),
  UNIQUE (email),
  UNIQUE (username)
);

create table auth.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  "updatedAt" timestamp with time zone not null default CURRENT_TIMESTAMP,
  PRIMARY KEY (id)
);
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);

CREATE OR REPLACE FUNCTION public.keep_case_image()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  was record;
  late date;
begin
  was := coalesce(old, new);
  for late in
    select distinct date_trunc('month', at at time zone 'Asia/Shanghai')::date
    from (values (old.reported_at), (new.reported_at), (old.closed_at), (new.closed_at),
      (old.handling_due_at), (new.handling_due_at), (old.rated_at), (new.rated_at)) as counted(at)
    where at is not null
  loop
    perform pg_advisory_xact_lock_shared(hashtextextended(was.city_id || '|closing|' || late, 0));
    insert into case_images
    select was.city_id, late, was.id, date_trunc('milliseconds', coalesce(new.updated_at, now())), tg_op <> 'INSERT', was.number, was.title, was.reported_at,
      was.filed_at, was.responded_at, was.handled_at, was.closed_at, was.handling_due_at, was.rated_at, was.handling_on_time,
      was.provisional, was.parent_id, was.unit_id, was.last_unit_id, was.district_id, was.street_id, was.community_id,
      was.block_id, was.compound_id, was.category, was.class_code, was.channel, was.state, was.outcome, was.reworks,
      was.recurred_by, was.solved, was.satisfied, was.resolution_minutes
    from closed_months where city_id = was.city_id and month = late
    on conflict do nothing;
  end loop;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.mark_case_days()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  moved boolean := (old.parent_id, old.unit_id, old.last_unit_id, old.district_id, old.street_id, old.community_id, old.category, old.class_code, old.channel)
    is distinct from (new.parent_id, new.unit_id, new.last_unit_id, new.district_id, new.street_id, new.community_id, new.category, new.class_code, new.channel);
begin
  insert into case_day_marks (city_id, moment, day)
  select distinct coalesce(new.city_id, old.city_id), moment, (at at time zone 'Asia/Shanghai')::date
  from (values
    ('reported_at', old.reported_at, new.reported_at, (old.state, old.filed_at, old.responded_at) is distinct from (new.state, new.filed_at, new.responded_at)),
    ('closed_at', old.closed_at, new.closed_at, (old.outcome, old.reworks, old.recurred_by, old.resolution_minutes) is distinct from (new.outcome, new.reworks, new.recurred_by, new.resolution_minutes)),
    ('handling_due_at', old.handling_due_at, new.handling_due_at, (old.provisional, old.handled_at, old.handling_on_time) is distinct from (new.provisional, new.handled_at, new.handling_on_time)),
    ('rated_at', old.rated_at, new.rated_at, (old.solved, old.satisfied) is distinct from (new.solved, new.satisfied))
  ) as counted(moment, was, stands, changed) cross join lateral (values (was), (stands)) as moments(at)
  where at is not null and (moved or changed or was is distinct from stands);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.tell_outbox()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('tongchuang_outbox', '');
  return null;
end $function$;

CREATE TRIGGER case_days_changed AFTER UPDATE ON public.cases FOR EACH ROW WHEN ((((((((((((((((((((((((((old.reported_at IS DISTINCT FROM new.reported_at) OR (old.closed_at IS DISTINCT FROM new.closed_at)) OR (old.handling_due_at IS DISTINCT FROM new.handling_due_at)) OR (old.rated_at IS DISTINCT FROM new.rated_at)) OR (old.parent_id IS DISTINCT FROM new.parent_id)) OR (old.unit_id IS DISTINCT FROM new.unit_id)) OR (old.last_unit_id IS DISTINCT FROM new.last_unit_id)) OR (old.district_id IS DISTINCT FROM new.district_id)) OR (old.street_id IS DISTINCT FROM new.street_id)) OR (old.community_id IS DISTINCT FROM new.community_id)) OR (old.category IS DISTINCT FROM new.category)) OR (old.class_code IS DISTINCT FROM new.class_code)) OR (old.channel IS DISTINCT FROM new.channel)) OR (old.state IS DISTINCT FROM new.state)) OR (old.outcome IS DISTINCT FROM new.outcome)) OR (old.filed_at IS DISTINCT FROM new.filed_at)) OR (old.responded_at IS DISTINCT FROM new.responded_at)) OR (old.handled_at IS DISTINCT FROM new.handled_at)) OR (old.handling_on_time IS DISTINCT FROM new.handling_on_time)) OR (old.provisional IS DISTINCT FROM new.provisional)) OR (old.reworks IS DISTINCT FROM new.reworks)) OR (old.recurred_by IS DISTINCT FROM new.recurred_by)) OR (old.solved IS DISTINCT FROM new.solved)) OR (old.satisfied IS DISTINCT FROM new.satisfied)) OR (old.resolution_minutes IS DISTINCT FROM new.resolution_minutes))) EXECUTE FUNCTION mark_case_days();

CREATE TRIGGER case_days_new AFTER INSERT OR DELETE ON public.cases FOR EACH ROW EXECUTE FUNCTION mark_case_days();

CREATE TRIGGER case_images_changed AFTER UPDATE ON public.cases FOR EACH ROW WHEN ((((((((((((((((((((((((((((old.reported_at IS DISTINCT FROM new.reported_at) OR (old.closed_at IS DISTINCT FROM new.closed_at)) OR (old.handling_due_at IS DISTINCT FROM new.handling_due_at)) OR (old.rated_at IS DISTINCT FROM new.rated_at)) OR (old.parent_id IS DISTINCT FROM new.parent_id)) OR (old.unit_id IS DISTINCT FROM new.unit_id)) OR (old.last_unit_id IS DISTINCT FROM new.last_unit_id)) OR (old.district_id IS DISTINCT FROM new.district_id)) OR (old.street_id IS DISTINCT FROM new.street_id)) OR (old.community_id IS DISTINCT FROM new.community_id)) OR (old.category IS DISTINCT FROM new.category)) OR (old.class_code IS DISTINCT FROM new.class_code)) OR (old.channel IS DISTINCT FROM new.channel)) OR (old.state IS DISTINCT FROM new.state)) OR (old.outcome IS DISTINCT FROM new.outcome)) OR (old.filed_at IS DISTINCT FROM new.filed_at)) OR (old.responded_at IS DISTINCT FROM new.responded_at)) OR (old.handled_at IS DISTINCT FROM new.handled_at)) OR (old.handling_on_time IS DISTINCT FROM new.handling_on_time)) OR (old.provisional IS DISTINCT FROM new.provisional)) OR (old.reworks IS DISTINCT FROM new.reworks)) OR (old.recurred_by IS DISTINCT FROM new.recurred_by)) OR (old.solved IS DISTINCT FROM new.solved)) OR (old.satisfied IS DISTINCT FROM new.satisfied)) OR (old.resolution_minutes IS DISTINCT FROM new.resolution_minutes)) OR (old.block_id IS DISTINCT FROM new.block_id)) OR (old.compound_id IS DISTINCT FROM new.compound_id))) EXECUTE FUNCTION keep_case_image();

CREATE TRIGGER case_images_new AFTER INSERT OR DELETE ON public.cases FOR EACH ROW EXECUTE FUNCTION keep_case_image();

CREATE TRIGGER outbox_told AFTER INSERT ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION tell_outbox();

create extension pg_trgm;

