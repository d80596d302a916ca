-- Months that are closed: what was shown for them stays, whatever becomes of the records.
create table closed_months (
  city_id integer not null,
  -- Its first day.
  month date not null check (extract(day from month) = 1),
  id uuid not null,
  closed_at timestamptz not null,
  -- Null: on the set day, by itself.
  closed_by uuid,
  closed_by_name text not null,
  primary key (city_id, month)
);
-- Every figure of the month: for the city and for each unit, area, category, class and channel that has records. What is missing
-- had none.
create table closed_figures (
  city_id integer not null,
  month date not null,
  measure text not null,
  split text not null,
  key text not null,
  value double precision,
  numerator integer,
  denominator integer,
  records integer not null,
  primary key (city_id, month, measure, split, key),
  foreign key (city_id, month) references closed_months (city_id, month)
);
-- One figure over many months is one range.
create index closed_figures_measure on closed_figures (city_id, measure, split, key, month);
create table closing_settings (
  city_id integer primary key,
  -- Day of the following month on which a month is closed by itself; null: only by a person.
  day smallint check (day between 1 and 28)
);

-- Cases as they stood when a month was closed, kept at the first change after it: of the millions that nobody touched again
-- the case itself is the image. One row a month and case, for each month that one of its moments lies in, before or after.
create table case_images (
  city_id integer not null,
  month date not null,
  id uuid not null,
  kept_at timestamptz not null,
  -- False: it was not in the books of the month at all.
  existed boolean not null,
  number text not null,
  title text not null,
  reported_at timestamptz not null,
  filed_at timestamptz,
  responded_at timestamptz,
  handled_at timestamptz,
  closed_at timestamptz,
  handling_due_at timestamptz,
  rated_at timestamptz,
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
  primary key (city_id, month, id)
);

-- Closing a month takes the exclusive lock of it, every change of one of its cases the shared one: a change is either in the
-- books when they are closed, or it sees that they are.
create function keep_case_image() returns trigger language plpgsql as $$
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
end $$;
create trigger case_images_new after insert or delete on cases for each row execute function keep_case_image();
-- The columns of case_days_changed, and the two finer areas; a test compares.
create trigger case_images_changed after update on cases for each row
  when ((old.reported_at, old.closed_at, old.handling_due_at, old.rated_at, old.parent_id, old.unit_id, old.last_unit_id,
         old.district_id, old.street_id, old.community_id, old.category, old.class_code, old.channel, old.state, old.outcome,
         old.filed_at, old.responded_at, old.handled_at, old.handling_on_time, old.provisional, old.reworks, old.recurred_by,
         old.solved, old.satisfied, old.resolution_minutes, old.block_id, old.compound_id)
    is distinct from
        (new.reported_at, new.closed_at, new.handling_due_at, new.rated_at, new.parent_id, new.unit_id, new.last_unit_id,
         new.district_id, new.street_id, new.community_id, new.category, new.class_code, new.channel, new.state, new.outcome,
         new.filed_at, new.responded_at, new.handled_at, new.handling_on_time, new.provisional, new.reworks, new.recurred_by,
         new.solved, new.satisfied, new.resolution_minutes, new.block_id, new.compound_id))
  execute function keep_case_image();
