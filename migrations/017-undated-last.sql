-- Open cases whose clock stands still have no due time; they end the list that begins with what is due first.
create index cases_undated on cases (city_id, reported_at, id) where open and due_at is null;
