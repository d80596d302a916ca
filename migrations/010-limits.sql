-- How often somebody did something lately, counted by all processes together. Unlogged: nothing waits for the disk, and after
-- a crash counting begins anew. Half of each page is left free, so that counting up finds room beside the old row.
create unlogged table limit_counts (
  city_id integer not null,
  what text not null,
  -- A keyed hash of an address or of what else is counted.
  who text not null,
  n integer not null,
  until timestamptz not null,
  primary key (city_id, what, who)
) with (fillfactor = 50);

-- jsonb sorts the names of an answer; a repeat is to get the first answer to the letter.
alter table idempotency_keys alter column answer type json using answer::json;
