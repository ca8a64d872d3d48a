-- A studio has an owner at all times, whoever changes its members and by whatever way.

create function keep_an_owner() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'owners change under READ COMMITTED only: another level counts those of before';
  end if;
  -- Two who step down at once meet here: the second waits, and then counts without the first.
  perform from studios where id = old.studio_id for no key update;
  -- Not found: the studio itself goes, and its members with it.
  if found and not exists (
    select from memberships where studio_id = old.studio_id and role = 'owner'
  ) then
    raise exception 'the studio % would have no owner', old.studio_id
      using errcode = 'check_violation', constraint = 'memberships_last_owner';
  end if;
  return null;
end
$$;

create trigger memberships_last_owner
  after update or delete on memberships
  for each row when (old.role = 'owner')
  execute function keep_an_owner();
