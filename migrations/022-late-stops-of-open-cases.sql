-- Cases that were open when 016 came: their late columns were to wait for the next change of each. How late a clock was when
-- it stopped is working time by the city's calendar, which the job computes from each history; here it is only queued.
do $$
begin
  -- A database that is made now has no queue yet, and no case either.
  if to_regclass('jobs.job') is not null then
    set local role tongchuang_app;
    perform jobs.create_queue('cases.recompute', '{"policy": "standard"}');
    insert into jobs.job (name, data, retry_limit, retry_backoff, policy)
      select 'cases.recompute', jsonb_build_object('cityId', city_id, 'input', '{}'::jsonb), 5, true, 'standard'
      from cities where exists (select from cases where cases.city_id = cities.city_id and open);
    reset role;
  end if;
end $$;
