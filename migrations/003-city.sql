-- The city: units, people, posts, areas, who answers for which area, compounds.

create table cities (
  city_id integer primary key,
  name text not null,
  name_en text not null,
  -- The host name that decides which city a request belongs to; null in a deployment of one city.
  host text,
  area_code text not null default '',
  settings jsonb not null default '{}',
  -- A new value whenever an area or a border changes: the key of every cached map.
  area_version uuid not null default gen_random_uuid(),
  revision integer not null default 1
);
create index cities_host on cities (host);

create table areas (
  city_id integer not null references cities,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('district', 'street', 'community', 'block', 'compound')),
  name text not null,
  code text not null,
  -- Ids from the top to this area, joined by '/'; as ids have one length, "within" is "starts with".
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
  -- Name, full pinyin, initials and code, lower case.
  search text not null default '',
  revision integer not null default 1,
  primary key (city_id, id),
  unique (city_id, code),
  foreign key (city_id, parent_id) references areas (city_id, id)
);
create index areas_path on areas (city_id, path text_pattern_ops);
create index areas_parent on areas (city_id, parent_id, sort);
create index areas_kind on areas (city_id, kind, path text_pattern_ops);
create index areas_search on areas using gin (search gin_trgm_ops);

create table units (
  city_id integer not null references cities,
  id uuid not null,
  parent_id uuid,
  kind text not null check (
    kind in ('headquarters', 'office', 'workingGroup', 'department', 'district', 'street', 'community', 'residentUnit', 'media')
  ),
  name text not null,
  short_name text not null,
  -- GB 32100 code where a unit has one, otherwise the city's own; what import and export match by.
  code text not null,
  area_id uuid,
  phone text,
  -- 重点责任部门
  key_unit boolean not null default false,
  active boolean not null default true,
  ended_on date,
  path text not null,
  sort integer not null default 0,
  search text not null default '',
  revision integer not null default 1,
  primary key (city_id, id),
  unique (city_id, code),
  foreign key (city_id, parent_id) references units (city_id, id),
  foreign key (city_id, area_id) references areas (city_id, id)
);
create index units_path on units (city_id, path text_pattern_ops);
create index units_kind on units (city_id, kind, sort);
create index units_area on units (city_id, area_id);
create index units_search on units using gin (search gin_trgm_ops);

create table people (
  city_id integer not null references cities,
  id uuid not null,
  name text not null,
  -- The city's own number of a person; what import and export match by.
  code text not null,
  -- The account, when there is one: its id in the schema of sign-in and its user name.
  user_id text,
  user_name text,
  phone text,
  email text,
  active boolean not null default true,
  ended_on date,
  search text not null default '',
  revision integer not null default 1,
  primary key (city_id, id),
  unique (city_id, code),
  unique (city_id, user_id),
  unique (city_id, user_name)
);
create index people_name on people (city_id, name, id);
create index people_search on people using gin (search gin_trgm_ops);

create table posts (
  city_id integer not null references cities,
  id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  role text not null,
  -- Limits the post to an area; null = the whole city.
  area_id uuid,
  title text not null default '',
  -- First and last day, both included.
  valid_from date not null,
  valid_to date,
  -- Held for the holder of another post, with that post's rights.
  deputy_for uuid,
  revision integer not null default 1,
  primary key (city_id, id),
  check (valid_to is null or valid_to >= valid_from - 1),
  foreign key (city_id, person_id) references people (city_id, id),
  foreign key (city_id, unit_id) references units (city_id, id),
  foreign key (city_id, area_id) references areas (city_id, id),
  foreign key (city_id, deputy_for) references posts (city_id, id)
);
create index posts_person on posts (city_id, person_id, valid_from);
create index posts_unit on posts (city_id, unit_id, role);
create index posts_role on posts (city_id, role, unit_id);
create index posts_area on posts (city_id, area_id);
create index posts_deputy on posts (city_id, deputy_for);

-- 分片包干: who answers for an area, and who did before.
create table area_duties (
  city_id integer not null references cities,
  id uuid not null,
  area_id uuid not null,
  person_id uuid not null,
  post_id uuid,
  valid_from date not null,
  valid_to date,
  note text not null default '',
  revision integer not null default 1,
  primary key (city_id, id),
  -- A duty that was passed on before its first day ends the day before it: it was never in force, and stays on record.
  check (valid_to is null or valid_to >= valid_from - 1),
  foreign key (city_id, area_id) references areas (city_id, id),
  foreign key (city_id, person_id) references people (city_id, id),
  foreign key (city_id, post_id) references posts (city_id, id)
);
create unique index area_duties_one_open on area_duties (city_id, area_id) where valid_to is null;
create index area_duties_area on area_duties (city_id, area_id, valid_from desc);
create index area_duties_person on area_duties (city_id, person_id, valid_from desc);

create table compounds (
  city_id integer not null references cities,
  area_id uuid not null,
  buildings integer not null default 0 check (buildings >= 0),
  households integer not null default 0 check (households >= 0),
  built_year integer,
  -- Name of the property company; null = nobody manages it (无物业).
  property_manager text,
  -- The unit whose people live there (家属院).
  resident_unit_id uuid,
  -- 重点小区
  key_compound boolean not null default false,
  note text not null default '',
  revision integer not null default 1,
  primary key (city_id, area_id),
  foreign key (city_id, area_id) references areas (city_id, id),
  foreign key (city_id, resident_unit_id) references units (city_id, id)
);
create index compounds_unit on compounds (city_id, resident_unit_id);

-- 四防设施 and what else a compound has.
create table facilities (
  city_id integer not null references cities,
  id uuid not null,
  area_id uuid not null,
  -- Key of one of the city's defences (settings): people, physical, technical, mental.
  defence text not null,
  name text not null,
  amount integer not null default 1 check (amount >= 0),
  measure_word text not null default '处',
  state text not null check (state in ('inPlace', 'broken', 'missing', 'unknown')),
  checked_on date,
  partner_unit_id uuid,
  note text not null default '',
  ended_on date,
  revision integer not null default 1,
  primary key (city_id, id),
  foreign key (city_id, area_id) references areas (city_id, id),
  foreign key (city_id, partner_unit_id) references units (city_id, id)
);
create index facilities_area on facilities (city_id, area_id, defence);

-- 阵地: where the community meets, learns and informs.
create table venues (
  city_id integer not null references cities,
  id uuid not null,
  area_id uuid not null,
  kind text not null,
  name text not null,
  address text not null default '',
  lng double precision,
  lat double precision,
  ended_on date,
  revision integer not null default 1,
  primary key (city_id, id),
  foreign key (city_id, area_id) references areas (city_id, id)
);
create index venues_area on venues (city_id, area_id, kind);
