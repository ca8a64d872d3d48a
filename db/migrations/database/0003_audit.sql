-- Every change to a studio's rows is written down by the database itself, in the transaction that makes
-- it, so that no code can forget to. Moves write with session_replication_role = replica and fire
-- nothing: what they bring was written down where it was made, and comes along.

-- As before, with where the request came from.
create function rsm.enter(
  studio uuid, place text, as_of integer, member uuid, writing boolean, origin text
) returns void
  language plpgsql
as $$
declare
  fence record;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a studio is entered under READ COMMITTED only'
      using errcode = 'TM002';
  end if;
  perform set_config('app.studio_id', studio::text, true),
          set_config('app.user_id', coalesce(member::text, ''), true),
          set_config('app.origin', coalesce(origin, ''), true),
          pg_advisory_xact_lock_shared(
            case when writing then rsm.writer_key(studio) else rsm.reader_key(studio) end);
  select f.state, f.epoch into fence
    from rsm.fences f where f.schema_name = place and f.studio_id = studio;
  if not found or fence.epoch <> as_of or fence.state = 'gone'
     or (writing and fence.state <> 'open') then
    raise exception 'studio % is not open in % at epoch %', studio, place, as_of
      using errcode = 'TM001', detail = coalesce(fence.state, 'absent');
  end if;
  perform set_config('search_path', quote_ident(place) || ', public', true);
end
$$;

-- For app processes of before this migration.
create or replace function rsm.enter(
  studio uuid, place text, as_of integer, member uuid, writing boolean
) returns void
  language plpgsql
as $$
begin
  perform rsm.enter(studio, place, as_of, member, writing, null);
end
$$;

-- One statement for all rows that a statement changed. Arguments: the columns that are secrets.
-- Definer: the app's role reads the audit and writes none of it. The owner is bound by the policy of the
-- audit too, so that an entry is of the studio in whose scope the change was made.
-- EXECUTE, since the audit is the one of the changed table's own schema.
create function rsm.record_change() returns trigger
  language plpgsql
  security definer
  set search_path = pg_catalog
as $$
declare
  quiet text[] := array['studio_id', 'id', 'created_at', 'updated_at'] || tg_argv;
  entry text := format(
    'insert into %I.audit (studio_id, actor, origin, table_name, row_id, action, before, after) '
    'select studio_id, nullif(current_setting(''app.user_id'', true), '''')::uuid,'
    ' nullif(current_setting(''app.origin'', true), ''''), %L, id, ',
    tg_table_schema, tg_table_name);
begin
  if tg_op = 'INSERT' then
    execute entry || '''insert'', null, to_jsonb(n) - $1 from new_rows n' using quiet;
  elsif tg_op = 'DELETE' then
    execute entry || '''delete'', to_jsonb(o) - $1, null from old_rows o' using quiet;
  else
    -- A row whose key changed is one that went and one that came.
    execute entry || $sql$
      case when o.id is null then 'insert' when n.id is null then 'delete' else 'update' end,
      changed.before, changed.after
      from old_rows o full join new_rows n using (studio_id, id)
      cross join lateral (
        select jsonb_object_agg(b.key, b.value) filter (where o.id is not null) as before,
          jsonb_object_agg(a.key, a.value) filter (where n.id is not null) as after
        from jsonb_each(to_jsonb(o) - $1) b full join jsonb_each(to_jsonb(n) - $1) a on a.key = b.key
        where a.value is distinct from b.value) as changed
      where changed.before is not null or changed.after is not null$sql$ using quiet;
  end if;
  return null;
end
$$;

-- Writes down what changes in a table from here on; `secrets` are columns whose values are left out.
-- Where the schema has no audit yet it does nothing: an app of before may make a schema meanwhile, and
-- the migration that brings the audit begins with all tables that are there.
create function rsm.audit(studio_table regclass, variadic secrets text[] default '{}') returns void
  language plpgsql
as $$
declare
  arguments text := (select coalesce(string_agg(quote_literal(s), ', '), '') from unnest(secrets) s);
begin
  if not exists (
    select from pg_class a join pg_class t on t.relnamespace = a.relnamespace
    where t.oid = studio_table and a.relname = 'audit' and a.relkind = 'r'
  ) then
    return;
  end if;
  execute format(
    'create or replace trigger audit_insert after insert on %s referencing new table as new_rows'
    ' for each statement execute function rsm.record_change(%s)', studio_table, arguments);
  execute format(
    'create or replace trigger audit_update after update on %s'
    ' referencing old table as old_rows new table as new_rows'
    ' for each statement execute function rsm.record_change(%s)', studio_table, arguments);
  execute format(
    'create or replace trigger audit_delete after delete on %s referencing old table as old_rows'
    ' for each statement execute function rsm.record_change(%s)', studio_table, arguments);
end
$$;

-- As before, and audited.
create or replace function rsm.protect(studio_table regclass) returns void
  language plpgsql
as $$
begin
  execute format('alter table %s enable row level security, force row level security', studio_table);
  execute format(
    'create policy scope on %s'
    ' using (studio_id = (select current_setting(''app.studio_id'')::uuid))'
    ' with check (studio_id = (select current_setting(''app.studio_id'')::uuid))', studio_table);
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

revoke execute on function
  rsm.enter(uuid, text, integer, uuid, boolean, text), rsm.record_change(), rsm.audit(regclass, text[])
  from public;
grant execute on function rsm.enter(uuid, text, integer, uuid, boolean, text) to rsm_app, rsm_mover;
