-- What stands on a unit's label, and is read aloud and typed: five characters, none of which is taken
-- for another (no 0 and O, no 1, I and L). 28 million of them, so that one drawn is nearly always free.
create function rsm.draw_code() returns text
  language sql
as $$
  select string_agg(
    substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + floor(random() * 31)::integer, 1), '')
  from generate_series(1, 5)
$$;

-- Gives a unit a code that no other of its studio has. Of two who draw the same at once the unique
-- index refuses one.
create function rsm.give_code() returns trigger
  language plpgsql
as $$
begin
  while new.code is null loop
    new.code := rsm.draw_code();
    if exists (select from equipment e where e.studio_id = new.studio_id and e.code = new.code) then
      new.code := null;
    end if;
  end loop;
  return new;
end
$$;

revoke execute on function rsm.give_code() from public;
