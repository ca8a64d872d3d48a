-- Clients are found by any part of what they are called and reached by. A pattern uses no index under
-- row-level security (its operators are not leakproof), so that one function looks for all studios' sake.

create extension if not exists btree_gin with schema public;

-- Text as it is compared: without accents or case. Immutable, as long as the dictionary is PostgreSQL's own.
create function rsm.fold(words text) returns text
  language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent'::regdictionary, words) collate "und-x-icu");

-- What a client is found by, the name first. One line each, so that no pattern reaches from one into the
-- next; a space before each, as before every word, by which the beginnings of words are found.
create function rsm.client_search(
  name text, alias text, given_name text, family_name text, organisation text, city text, reached_by text
) returns text
  language sql immutable parallel safe
return rsm.fold(' ' || concat_ws(E'\n ', name, alias, nullif(concat_ws(' ', given_name, family_name), ''),
  organisation, city, nullif(reached_by, '')));

create function rsm.compose_client_search() returns trigger
  language plpgsql
as $$
begin
  new.search := rsm.client_search(new.name, new.alias, new.given_name, new.family_name,
    new.organisation, new.city, new.reached_by);
  return new;
end
$$;

-- Writes into clients what follows from their contacts and addresses: the first of each kind, and all by
-- which they are found. Of all clients of a place where no ids are given.
create function rsm.gather_clients(place text, ids uuid[] default null) returns void
  language plpgsql
as $$
begin
  -- All of a client's contacts at once: of one kind in order the planner may look through all of that kind, where
  -- rows were written a moment ago and it knows no numbers.
  execute format($sql$
    update %1$I.clients c set email = r.email, phone = r.phone, city = a.city, reached_by = r.reached_by,
      search = rsm.client_search(c.name, c.alias, c.given_name, c.family_name, c.organisation, a.city, r.reached_by)
    from %1$I.clients k
    cross join lateral (
      select (array_agg(value order by position, id) filter (where kind = 'email'))[1] as email,
        (array_agg(value order by position, id) filter (where kind = 'phone'))[1] as phone,
        coalesce(string_agg(key, E'\n ' order by kind, position, id), '') as reached_by
      from %1$I.client_contacts where studio_id = k.studio_id and client_id = k.id
    ) r
    cross join lateral (
      select (array_agg(city order by position, id) filter (where city is not null))[1] as city
      from %1$I.client_addresses where studio_id = k.studio_id and client_id = k.id
    ) a
    where c.studio_id = k.studio_id and c.id = k.id and ($1 is null or k.id = any ($1))
      and (c.email, c.phone, c.city, c.reached_by) is distinct from (r.email, r.phone, a.city, r.reached_by)
  $sql$, place) using ids;
end
$$;

create function rsm.gather_contacts() returns trigger
  language plpgsql
as $$
declare
  ids uuid[];
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct client_id) into ids from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(distinct client_id) into ids from old_rows;
  else
    select array_agg(distinct client_id) into ids
      from (select client_id from old_rows union all select client_id from new_rows) changed;
  end if;
  if ids is not null then
    perform rsm.gather_clients(tg_table_schema, ids);
  end if;
  return null;
end
$$;

-- Up to `wanted` clients of the scope whose name begins with `typed`, and up to `wanted` in which all of
-- `words` stand, all folded; in no order. Who is found is read under the policy as ever: only ids get out.
-- Its owner passes row-level security and may read these columns, so it asks for the scope by itself, and
-- like the guard it answers only where that studio is.
create function rsm.search_clients(place text, typed text, words text[], wanted integer) returns setof uuid
  language plpgsql stable security definer
  set search_path = pg_catalog
as $$
declare
  studio uuid := current_setting('app.studio_id')::uuid;
  -- Patterns as constants: the planner then knows how rare they are.
  conditions text := (select string_agg(format('search like %L',
      '%' || case when length(word) < 3 then ' ' else '' end
        || regexp_replace(word, '([\\%_])', '\\\&', 'g') || '%'), ' and ')
    from unnest(words) word);
begin
  if not exists (select from rsm.fences where schema_name = place and studio_id = studio) then
    raise exception 'studio % is not in %', studio, place using errcode = 'TM002';
  end if;
  if typed <> '' then
    return query execute format($sql$
      select id from %1$I.clients where studio_id = $1 and left(search, 40) like %2$L
      order by left(search, 40) using ~<~ limit $2 $sql$,
      place, ' ' || regexp_replace(left(typed, 39), '([\\%_])', '\\\&', 'g') || '%') using studio, wanted;
  end if;
  if conditions is not null then
    return query execute format(
      'select id from %I.clients where studio_id = $1 and %s limit $2', place, conditions)
      using studio, wanted;
  end if;
end
$$;

-- No function of ours is everybody's. What triggers call is called with the rights of who writes.
revoke execute on function
  rsm.fold(text), rsm.client_search(text, text, text, text, text, text, text),
  rsm.gather_clients(text, uuid[]), rsm.search_clients(text, text, text[], integer),
  rsm.compose_client_search(), rsm.gather_contacts()
  from public;
grant execute on function
  rsm.fold(text), rsm.client_search(text, text, text, text, text, text, text), rsm.gather_clients(text, uuid[])
  to rsm_app, rsm_mover;
grant execute on function rsm.search_clients(text, text, text[], integer) to rsm_app;

grant select on rsm.fences to rsm_search;
grant usage, create on schema rsm to rsm_search;
alter function rsm.search_clients(text, text, text[], integer) owner to rsm_search;
revoke create on schema rsm from rsm_search;
