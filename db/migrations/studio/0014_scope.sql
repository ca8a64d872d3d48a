-- The policies that stand already, in the words of database/0007_scope.
do $$
declare
  studio_table text;
begin
  for studio_table in
    select format('%I.%I', schemaname, tablename) from pg_policies
    where schemaname = current_schema() and policyname = 'scope'
  loop
    execute format(
      'alter policy scope on %s'
      ' using (studio_id = current_setting(''app.studio_id'')::uuid)'
      ' with check (studio_id = current_setting(''app.studio_id'')::uuid)', studio_table);
  end loop;
end
$$;
