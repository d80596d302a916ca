-- Questions of a category that the city took away: the presets have them, and they are not to be offered again.
alter table case_categories add column declined_questions text[] not null default '{}';
-- What was taken away so far stands in the journal.
update case_categories c set declined_questions = array(
  select distinct question ->> 'code' from journal j cross join jsonb_array_elements(j.before -> 'attributes') as question
  where j.city_id = c.city_id and j.type = 'caseCategory.saved' and j.before ->> 'code' = c.code
    and not c.attributes @> jsonb_build_array(jsonb_build_object('code', question ->> 'code')) order by 1);
