-- The public long-term list, however old: some hundred of some thousand that stand on it. Every page of public cases asks for
-- those from before its days; without an index of its own each reads all that are on the list, 2,443 rows of a city with 1,000,000 cases.
create index cases_public_long_term on cases (city_id, reported_at desc, id desc)
  where released_at is not null and open and state = 'onLongTermList' and (long_term ->> 'public')::boolean;
