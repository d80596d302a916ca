-- A clock that was late already when it was stopped stays as late as it was; lists say so without reading a history.
alter table cases
  -- Minutes of the clock's own time that it was late by then.
  add column late_minutes integer,
  -- From when on it is later still; null while nobody knows when it goes on.
  add column late_from timestamptz;
