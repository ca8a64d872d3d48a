-- What stands on a unit's label, and is read aloud and typed: five characters, none of which is taken
-- for another (no 0 and O, no 1, I and L). 28 million of them, so that one drawn is nearly always free;
-- of two who draw the same at once the unique index refuses one.
create function rsm.give_code() returns trigger
  language plpgsql
as $$
begin
  while new.code is null loop
    select string_agg(
        substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', 1 + floor(random() * 31)::integer, 1), '')
      into new.code from generate_series(1, 5);
    if exists (select from equipment e where e.studio_id = new.studio_id and e.code = new.code) then
      new.code := null;
    end if;
  end loop;
  return new;
end
$$;

revoke execute on function rsm.give_code() from public;
