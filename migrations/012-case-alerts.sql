-- Who was told that a clock runs out or has run out: once a run of the clock, however often the job looks.

create table case_alerts (
  city_id integer not null,
  case_id uuid not null,
  -- dueSoon and overdue: told to the unit; slipping: told to the office, with all others of a day.
  kind text not null check (kind in ('dueSoon', 'overdue', 'slipping')),
  clock text not null,
  -- The entry of the case's history with which this run of the clock began.
  run integer not null,
  at timestamptz not null,
  primary key (city_id, case_id, kind, clock, run),
  foreign key (city_id, case_id) references cases (city_id, id)
);
