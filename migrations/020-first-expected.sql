-- The long-term list begins with what should be done first. A day is put as its beginning in UTC, so that its cursor is a moment as that of every other list.
create index cases_expected on cases (city_id, (long_term_expected::timestamp at time zone 'UTC'), id) where open and state = 'onLongTermList';
