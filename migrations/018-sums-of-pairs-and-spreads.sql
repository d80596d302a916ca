-- For medians: how long the cases of a past day, or of a whole past month, took. One row for each unit, area, category, class and
-- channel that has any, and one for the city. What was kept by tenths of an hour and by month alone the job adds up again.
drop table case_spreads;
create table case_spreads (
  city_id integer not null,
  span text not null check (span in ('day', 'month')),
  -- The day, or the first of the month.
  first date not null,
  split text not null,
  key text not null,
  -- How many took less than each edge; where the edges are is part of the formulas that case_days names.
  below integer[] not null,
  -- Each length that occurs, in working minutes and ascending, and how many cases took so long.
  minutes integer[] not null,
  counts integer[] not null,
  primary key (city_id, span, first, split, key)
);
-- Never packed: a list would be unpacked for each part that is read of it, and a large city's month has 5,000 lengths.
alter table case_spreads alter column below set storage plain, alter column minutes set storage external, alter column counts set storage external;

-- Keys are asked for by how they begin (a unit's categories), which only this order gives as one range.
alter table case_sums alter column key type text collate "C";
