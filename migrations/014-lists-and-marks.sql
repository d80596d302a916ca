-- A unit's cases of one kind: units and kinds belong together, so by either alone all 16,000 of a kind are read to find that none is theirs.
create index cases_unit_category on cases (city_id, unit_id, category, reported_at desc, id desc);
-- What is counted for today's list: few, among all that ever recurred and all that is on the long-term list.
create index cases_recurrence_open on cases (city_id, reported_at desc, id desc) where recurrence_of is not null and open;
create index cases_long_term_day on cases (city_id, long_term_expected) where state = 'onLongTermList';

-- Marks only the days whose sums a change can move: of an acceptance the day of the report, not that of the deadline.
create or replace function mark_case_days() returns trigger language plpgsql as $$
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
end $$;
