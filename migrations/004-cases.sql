-- Cases: problems from every channel to verified closure.

create table cases (
  city_id integer not null references cities,
  id uuid not null,
  -- YYMM-NNNNN, by city and month.
  number text not null,
  -- Counts the changes; an act names the one it was decided on.
  version integer not null default 1,
  state text not null,
  -- Nothing is due any more; the partial indexes below hold only the few that are open.
  open boolean not null generated always as (state not in ('closed', 'declined', 'merged')) stored,
  outcome text,
  channel text not null,
  category text not null,
  class_code text not null,
  title text not null,
  words text not null,
  attributes jsonb not null default '{}',
  urgent boolean not null default false,
  lng double precision,
  lat double precision,
  -- Quadkey of the place at zoom 20 as a number: the tiles of any smaller zoom are ranges of it.
  cell bigint,
  place text not null default '',
  -- The deepest area and every level around it, so that a filter on any level is one index.
  area_id uuid,
  district_id uuid,
  street_id uuid,
  community_id uuid,
  block_id uuid,
  compound_id uuid,
  unit_id uuid,
  last_unit_id uuid,
  assist_unit_ids uuid[] not null default '{}',
  supervised_by uuid,
  -- Staff who found it, everybody who accepted or handed it in, and who checked: three different people.
  finder_ids uuid[] not null default '{}',
  handler_ids uuid[] not null default '{}',
  checker_id uuid,
  dispatched_by uuid,
  dispatched_at timestamptz,
  rule_id uuid,
  -- Why this unit, as shown to people.
  why jsonb not null default '[]',
  policy_version integer not null,
  -- The limits in force when it was reported.
  limits jsonb not null,
  reported_at timestamptz not null,
  filed_at timestamptz,
  -- The first time that a unit or the office answered for it.
  responded_at timestamptz,
  assigned_at timestamptz,
  accepted_at timestamptz,
  handled_at timestamptz,
  first_closed_at timestamptz,
  closed_at timestamptz,
  updated_at timestamptz not null,
  -- Derived from case_events by rules/deadlines.ts and kept for lists; a test computes them again.
  clock text,
  due_at timestamptz,
  paused boolean not null default false,
  paused_until timestamptz,
  provisional boolean not null default false,
  handling_due_at timestamptz,
  handling_on_time boolean,
  total_due_at timestamptz,
  resolution_minutes integer,
  returns smallint not null default 0,
  reworks smallint not null default 0,
  reopenings smallint not null default 0,
  request_kind text,
  question_open boolean not null default false,
  paused_by_grant boolean not null default false,
  -- The earlier case at this place, of the same category, closed less than the settings' days before.
  recurrence_of uuid,
  -- The first later case for which this one is that.
  recurred_by uuid,
  decline_reason text,
  plan text,
  plan_until date,
  long_term jsonb,
  long_term_unit_id uuid,
  long_term_expected date,
  solved boolean,
  satisfied smallint,
  rated_at timestamptz,
  released_at timestamptz,
  public_title text,
  reporter_known boolean not null default false,
  subscribers integer not null default 0,
  photo_id uuid,
  merged_into uuid,
  parent_id uuid,
  parts smallint not null default 0,
  -- Overlapping pairs of characters of number, title and place. A pair is the shortest Chinese word; trigrams need three.
  grams text[] not null default '{}',
  primary key (city_id, id),
  unique (city_id, number),
  check (state <> 'closed' or outcome is not null)
);
-- The whole list and one index for each filter, each in the order of the list.
-- Measures read a period of cases from the index alone (the included columns): a year of 500,000 is 8,000 pages instead of 100,000.
create index cases_newest on cases (city_id, reported_at desc, id desc)
  include (parent_id, unit_id, last_unit_id, street_id, category, channel, state, filed_at, responded_at);
create index cases_state on cases (city_id, state, reported_at desc, id desc);
create index cases_unit on cases (city_id, unit_id, reported_at desc, id desc);
create index cases_category on cases (city_id, category, reported_at desc, id desc);
create index cases_class on cases (city_id, class_code, reported_at desc, id desc);
create index cases_channel on cases (city_id, channel, reported_at desc, id desc);
create index cases_district on cases (city_id, district_id, reported_at desc, id desc);
create index cases_street on cases (city_id, street_id, reported_at desc, id desc);
create index cases_community on cases (city_id, community_id, reported_at desc, id desc);
create index cases_compound on cases (city_id, compound_id, reported_at desc, id desc) where compound_id is not null;
create index cases_block on cases (city_id, block_id, reported_at desc, id desc) where block_id is not null;
create index cases_released on cases (city_id, reported_at desc, id desc) where released_at is not null;
create index cases_supervised on cases (city_id, reported_at desc, id desc) where supervised_by is not null;
create index cases_recurrence on cases (city_id, reported_at desc, id desc) where recurrence_of is not null;
create index cases_urgent on cases (city_id, reported_at desc, id desc) where urgent;
-- Order of closing, for reports, re-visits and measures.
create index cases_closed on cases (city_id, closed_at desc, id desc)
  include (parent_id, unit_id, last_unit_id, street_id, category, channel, outcome, reworks, recurred_by, resolution_minutes) where closed_at is not null;
create index cases_unit_closed on cases (city_id, unit_id, closed_at desc, id desc) where closed_at is not null;
create index cases_rated on cases (city_id, rated_at desc, id desc)
  include (parent_id, unit_id, last_unit_id, street_id, category, channel, solved, satisfied) where rated_at is not null;
create index cases_handling_due on cases (city_id, handling_due_at desc, id desc)
  include (parent_id, unit_id, last_unit_id, street_id, category, channel, provisional, handled_at, handling_on_time) where handling_due_at is not null;
-- What is due first. Open cases are some thousands however long the city has worked.
create index cases_due on cases (city_id, due_at, id) where open and due_at is not null;
create index cases_due_unit on cases (city_id, unit_id, due_at, id) where open;
create index cases_due_state on cases (city_id, state, due_at, id) where open;
create index cases_open_area on cases (city_id, street_id, community_id, state) where open;
create index cases_requests on cases (city_id, due_at, id) where request_kind is not null and open;
create index cases_assist on cases using gin (assist_unit_ids) where assist_unit_ids <> '{}';
create index cases_finders on cases using gin (finder_ids) where finder_ids <> '{}';
create index cases_long_term on cases (city_id, long_term_unit_id, long_term_expected) where state = 'onLongTermList';
create index cases_parent on cases (city_id, parent_id) where parent_id is not null;
create index cases_merged on cases (city_id, merged_into) where merged_into is not null;
-- Neighbours and maps: a tile of any zoom is a range of cells.
create index cases_cell on cases (city_id, cell, reported_at desc) where cell is not null;
-- The newest within a square of about 500 m (zoom 16), however many cases there were before; what is open at a place; the same kind at a place.
create index cases_square on cases (city_id, (cell >> 8), reported_at desc) where cell is not null;
create index cases_open_cell on cases (city_id, cell) where open and cell is not null;
create index cases_category_cell on cases (city_id, category, cell) where cell is not null;
create index cases_place on cases (city_id, compound_id, category, closed_at desc) where closed_at is not null and compound_id is not null;
create index cases_grams on cases using gin (grams);

-- The history. States, clocks and pauses are derived from it.
create table case_events (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  act text not null,
  from_state text,
  to_state text not null,
  actor_kind text not null,
  person_id uuid,
  person_name text not null,
  unit_id uuid,
  unit_name text not null,
  words text not null default '',
  -- What the act decided: unit, reason, extra time, request.
  detail jsonb not null default '{}',
  public boolean not null default false,
  primary key (city_id, id),
  unique (city_id, case_id, seq),
  foreign key (city_id, case_id) references cases (city_id, id)
);
create index case_events_returns on case_events (city_id, unit_id, at) where act = 'return';

create table case_photos (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  event_id uuid not null,
  file_id uuid not null,
  stage text not null check (stage in ('before', 'verified', 'after', 'check')),
  at timestamptz not null,
  taken_by text not null,
  lng double precision,
  lat double precision,
  released_at timestamptz,
  primary key (city_id, id),
  unique (city_id, case_id, file_id),
  foreign key (city_id, case_id) references cases (city_id, id),
  foreign key (city_id, file_id) references files (city_id, id)
);
create index case_photos_case on case_photos (city_id, case_id, at, id);
create index case_photos_results on case_photos (city_id, released_at desc) where released_at is not null and stage = 'after';

-- Who reported or joined, apart from the case: sealed, and read only to call back.
create table case_reporters (
  city_id integer not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('reporter', 'joined')),
  -- Six digits; with the number they open the reporter's own view.
  code text not null,
  name_sealed text,
  phone_sealed text,
  email_sealed text,
  address_sealed text,
  -- Finds the same telephone again without telling which it is.
  phone_mark text,
  at timestamptz not null,
  primary key (city_id, id),
  unique (city_id, case_id, code),
  foreign key (city_id, case_id) references cases (city_id, id)
);
create index case_reporters_phone on case_reporters (city_id, phone_mark, at desc) where phone_mark is not null;

-- How many cases a unit has in each state. Every change appends small differences (no row that everybody waits for);
-- a job folds them each minute. Reading adds up some thousand rows however many cases there are.
create table case_tallies (
  city_id integer not null,
  id uuid not null,
  unit_id uuid,
  state text not null,
  n integer not null,
  -- Not folded yet.
  fresh boolean not null default true,
  primary key (city_id, id)
);
create index case_tallies_sum on case_tallies (city_id, unit_id, state) include (n);
create index case_tallies_fresh on case_tallies (city_id) where fresh;

-- The same for the map: cases by tile at a few zooms (rules/tiles.ts).
create table case_tiles (
  city_id integer not null,
  id uuid not null,
  zoom smallint not null,
  tile bigint not null,
  band text not null check (band in ('open', 'longTerm', 'closed')),
  class_code text not null,
  released boolean not null,
  n integer not null,
  lng_sum double precision not null,
  lat_sum double precision not null,
  fresh boolean not null default true,
  primary key (city_id, id)
);
create index case_tiles_sum on case_tiles (city_id, zoom, tile) include (band, class_code, released, n, lng_sum, lat_sum);
create index case_tiles_fresh on case_tiles (city_id) where fresh;

create table case_numbers (
  city_id integer not null,
  month text not null,
  last integer not null,
  primary key (city_id, month)
);

create table case_categories (
  city_id integer not null references cities,
  code text not null,
  class_code text,
  name jsonb not null,
  kind text not null check (kind in ('event', 'component')),
  description jsonb not null,
  standard jsonb not null,
  keywords text[] not null default '{}',
  public_order integer,
  tile jsonb,
  urgent boolean not null default false,
  photos_needed smallint not null default 1,
  near_public integer not null default 250,
  near_staff integer not null default 1000,
  attributes jsonb not null default '[]',
  provisional boolean not null default true,
  source text not null default '',
  active boolean not null default true,
  primary key (city_id, code)
);

-- Versions of the limits; never changed once made.
create table case_policies (
  city_id integer not null references cities,
  version integer not null,
  valid_from date not null,
  note text not null default '',
  defaults jsonb not null,
  by_category jsonb not null default '{}',
  provisional boolean not null default false,
  made_at timestamptz not null,
  made_by text not null,
  primary key (city_id, version),
  unique (city_id, valid_from)
);

create table case_settings (
  city_id integer primary key references cities,
  settings jsonb not null,
  -- A new value with every change of settings or calendar; the key of what processes keep in memory.
  revision uuid not null
);

-- Years whose calendar was entered; `official` = from the State Council's notice.
create table calendar_years (
  city_id integer not null references cities,
  year integer not null,
  official boolean not null,
  source text not null default '',
  primary key (city_id, year)
);
create table calendar_days (
  city_id integer not null,
  day date not null,
  year integer not null,
  kind text not null check (kind in ('workday', 'rest', 'holiday', 'makeup')),
  name text not null default '',
  primary key (city_id, day),
  foreign key (city_id, year) references calendar_years (city_id, year)
);

-- 权责清单: which unit leads for a category, in an area or everywhere.
create table duty_rules (
  city_id integer not null,
  id uuid not null,
  article text not null,
  text text not null default '',
  category text not null,
  area_id uuid,
  lead_unit_id uuid,
  lead_by text not null check (lead_by in ('unit', 'district', 'street', 'community')),
  joint_unit_ids uuid[] not null default '{}',
  valid_from date not null,
  valid_to date,
  from_case_id uuid,
  active boolean not null default true,
  primary key (city_id, id),
  check ((lead_by = 'unit') = (lead_unit_id is not null)),
  foreign key (city_id, category) references case_categories (city_id, code)
);
create index duty_rules_category on duty_rules (city_id, category, article);

create table case_views (
  city_id integer not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  query jsonb not null,
  columns text[] not null default '{}',
  shared boolean not null default false,
  primary key (city_id, id),
  unique (city_id, person_id, name)
);
create index case_views_shared on case_views (city_id, name) where shared;

-- 回头看: closed cases drawn by a seed that anybody can use to draw them again.
create table case_revisits (
  city_id integer not null,
  id uuid not null,
  seed text not null,
  from_day date not null,
  to_day date not null,
  share double precision not null,
  population integer not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (city_id, id)
);
create table case_revisit_items (
  city_id integer not null,
  revisit_id uuid not null,
  case_id uuid not null,
  position integer not null,
  result text check (result in ('holds', 'back', 'partly')),
  note text,
  checked_by uuid,
  checked_by_name text,
  checked_at timestamptz,
  primary key (city_id, revisit_id, case_id),
  foreign key (city_id, revisit_id) references case_revisits (city_id, id),
  foreign key (city_id, case_id) references cases (city_id, id)
);
create index case_revisit_items_order on case_revisit_items (city_id, revisit_id, position);
