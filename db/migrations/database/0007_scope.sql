-- As before, with the scope written plainly. Behind a sub-select the planner does not know whose rows are
-- asked for and expects a handful: it then takes any index for as good as the next, and may read all that a
-- room was ever booked for to show a week. Of the setting itself it knows the value when it plans. It
-- refuses to plan where there is none: a migration that adds a key to a table with rows lifts FORCE first.
create or replace function rsm.protect(studio_table regclass) returns void
  language plpgsql
as $$
begin
  execute format('alter table %s enable row level security, force row level security', studio_table);
  execute format(
    'create policy scope on %s'
    ' using (studio_id = current_setting(''app.studio_id'')::uuid)'
    ' with check (studio_id = current_setting(''app.studio_id'')::uuid)', studio_table);
  execute format(
    'create trigger guard before insert or update or delete or truncate on %s'
    ' for each statement execute function rsm.guard()', studio_table);
  execute format(
    'create trigger touch before update on %s'
    ' for each row when (old.* is distinct from new.*) execute function rsm.touch()', studio_table);
  execute format('grant select, insert, update, delete on %s to rsm_app, rsm_mover', studio_table);
  perform rsm.audit(studio_table);
end
$$;
