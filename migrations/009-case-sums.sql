-- Measures over long periods: past days added up. Nobody keeps these books: a job adds a day up from the cases themselves, and
-- whatever changes a case marks the days that it counts for in the same transaction. Days that are marked, or not added up yet,
-- are read from the cases. So a figure is exact at any moment, and a writer only appends.

-- Days that are added up, and by which formulas (a hash): after these have changed the day counts as not added up.
create table case_days (
  city_id integer not null,
  -- Column of `cases` that puts a case into the day.
  moment text not null,
  day date not null,
  meaning text not null,
  primary key (city_id, moment, day)
);
create table case_day_marks (
  city_id integer not null,
  moment text not null,
  day date not null,
  id uuid not null default gen_random_uuid(),
  primary key (city_id, moment, day, id)
);
-- One row for each unit, area, category, class and channel that has cases of the day, and one for the city.
create table case_sums (
  city_id integer not null,
  moment text not null,
  split text not null,
  key text not null,
  day date not null,
  -- Two numbers for each measure of the moment: how many below the line, how many above it.
  sums integer[] not null,
  primary key (city_id, moment, split, key, day) include (sums)
);
-- For medians: how many cases of a month took how many tenths of an hour. A figure is shown to a tenth; with the fewest and the most
-- minutes of each it is exact where the middle lies between two.
create table case_spreads (
  city_id integer not null,
  split text not null,
  key text not null,
  month date not null,
  -- Rounded half up, in no order; the other lists go along with it.
  tenths integer[] not null,
  counts integer[] not null,
  fewest_minutes integer[] not null,
  most_minutes integer[] not null,
  primary key (city_id, split, key, month)
);

-- A trigger, because a case is changed in several places and one that forgot would make figures wrong that nobody checks.
create function mark_case_days() returns trigger language plpgsql as $$
begin
  insert into case_day_marks (city_id, moment, day)
  select distinct coalesce(new.city_id, old.city_id), moment, (at at time zone 'Asia/Shanghai')::date
  from (values
    ('reported_at', old.reported_at), ('reported_at', new.reported_at),
    ('closed_at', old.closed_at), ('closed_at', new.closed_at),
    ('handling_due_at', old.handling_due_at), ('handling_due_at', new.handling_due_at),
    ('rated_at', old.rated_at), ('rated_at', new.rated_at)) as counted(moment, at)
  where at is not null;
  return null;
end $$;
create trigger case_days_new after insert or delete on cases for each row execute function mark_case_days();
-- Every column that a formula or a split reads; a test compares.
create trigger case_days_changed after update on cases for each row
  when ((old.reported_at, old.closed_at, old.handling_due_at, old.rated_at, old.parent_id, old.unit_id, old.last_unit_id,
         old.district_id, old.street_id, old.community_id, old.category, old.class_code, old.channel, old.state, old.outcome,
         old.filed_at, old.responded_at, old.handled_at, old.handling_on_time, old.provisional, old.reworks, old.recurred_by,
         old.solved, old.satisfied, old.resolution_minutes)
    is distinct from
        (new.reported_at, new.closed_at, new.handling_due_at, new.rated_at, new.parent_id, new.unit_id, new.last_unit_id,
         new.district_id, new.street_id, new.community_id, new.category, new.class_code, new.channel, new.state, new.outcome,
         new.filed_at, new.responded_at, new.handled_at, new.handling_on_time, new.provisional, new.reworks, new.recurred_by,
         new.solved, new.satisfied, new.resolution_minutes))
  execute function mark_case_days();
