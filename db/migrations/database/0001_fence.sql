-- What every database that houses studios holds once, beside the schemas that house them:
-- the fences, the one way into a studio's scope, and the guard that every studio table carries.
-- Runs as rsm_owner, in each shared and dedicated database and in the template.

create extension if not exists btree_gist with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

grant usage on schema rsm to rsm_app, rsm_mover;

-- Which studios live here, and whether their door is open.
--   open    reads and writes
--   closed  reads only: a move is between copying and flipping, or fills this place
--   gone    nothing: the studio lives elsewhere now
create table rsm.fences (
  schema_name text not null,
  studio_id uuid not null,
  state text not null check (state in ('open', 'closed', 'gone')),
  epoch integer not null check (epoch > 0),
  primary key (schema_name, studio_id)
);

alter table rsm.fences enable row level security;
alter table rsm.fences force row level security;
create policy scope on rsm.fences
  using (studio_id = (select current_setting('app.studio_id')::uuid));
grant select on rsm.fences to rsm_app;
grant select, insert, update, delete on rsm.fences to rsm_mover;

-- The locks under which a studio works, shared: a fence closes when no writer holds the first, a
-- place is emptied when no reader holds the second. A long report thus holds up no move.
create function rsm.writer_key(studio uuid) returns bigint
  language sql immutable parallel safe
  return hashtextextended(studio::text, 1);
create function rsm.reader_key(studio uuid) returns bigint
  language sql immutable parallel safe
  return hashtextextended(studio::text, 2);

-- Opens a studio's scope for this transaction, or refuses with TM001.
-- The lock comes first and the fence is read after it, by a statement with a snapshot of its own:
-- under READ COMMITTED a writer therefore sees a fence that was closed while it waited.
-- The search path is set last: the statements of this function are then always planned under the
-- connection's own path. Under the studio's they were planned anew whenever a connection went from
-- one studio's schema to another's, at twice the time of the whole entry.
create function rsm.enter(studio uuid, place text, as_of integer, member uuid, writing boolean)
  returns void
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

-- Refuses a write that did not come through the scope or meets a closed fence, so that raw SQL and
-- jobs cannot go round it. A move writes with session_replication_role = replica and passes.
create function rsm.guard() returns trigger
  language plpgsql
as $$
declare
  studio uuid := nullif(current_setting('app.studio_id', true), '')::uuid;
begin
  if studio is null or current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a write to %.% needs a studio''s scope under READ COMMITTED',
      tg_table_schema, tg_table_name using errcode = 'TM002';
  end if;
  perform pg_advisory_xact_lock_shared(rsm.writer_key(studio));
  if not exists (
    select from rsm.fences f
    where f.schema_name = tg_table_schema and f.studio_id = studio and f.state = 'open'
  ) then
    raise exception 'studio % is not open for writing in %', studio, tg_table_schema
      using errcode = 'TM001';
  end if;
  return null;
end
$$;

create function rsm.touch() returns trigger
  language plpgsql
as $$
begin
  new.updated_at := now();
  return new;
end
$$;

-- Makes a table a studio's: row-level security that binds its owner too, the guard, the rights.
-- Every migration that creates a studio table calls it; a check fails where one forgot.
create function rsm.protect(studio_table regclass) returns void
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
end
$$;

-- Binds every table of a schema that houses one studio to that studio, on top of the policy.
-- Run again after each migration: a table that came with it is bound too.
create function rsm.house_one(place text, studio uuid) returns void
  language plpgsql
as $$
declare
  studio_table regclass;
begin
  for studio_table in
    select c.oid from pg_class c
    where c.relnamespace = place::regnamespace and c.relkind = 'r'
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.conname = 'one_studio')
  loop
    execute format('alter table %s add constraint one_studio check (studio_id = %L)', studio_table, studio);
  end loop;
end
$$;

revoke execute on all functions in schema rsm from public;
grant execute on function rsm.writer_key(uuid), rsm.reader_key(uuid), rsm.enter(uuid, text, integer, uuid, boolean) to rsm_app, rsm_mover;
