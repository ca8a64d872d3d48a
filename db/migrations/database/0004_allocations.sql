-- What a session takes of a room's, a person's or a unit's time is a row of `allocations`, whose
-- constraint lets no other take it. The room is taken by the database itself, so that no code can book
-- a session and forget to. Moves write with session_replication_role = replica and fire nothing: the
-- rows come along.

-- Takes the session's room, with the minutes that it is kept free before and after, and moves all that
-- the session takes to when it is and to how firmly it stands.
create function rsm.allocate() returns trigger
  language plpgsql
as $$
declare
  how text := case new.state when 'cancelled' then 'none' when 'hold' then 'hold' else 'firm' end;
begin
  if tg_op = 'UPDATE' then
    delete from allocations a
      where a.studio_id = old.studio_id and a.session_id = old.id
        and a.room_id = old.room_id and a.room_id <> new.room_id;
    update allocations a
      set claim = how, taken_from = new.starts_at, taken_until = new.ends_at
      where a.studio_id = new.studio_id and a.session_id = new.id and a.room_id is null;
  end if;
  insert into allocations (studio_id, session_id, room_id, claim, taken_from, taken_until)
    select r.studio_id, new.id, r.id, how,
      new.starts_at - make_interval(mins => r.minutes_before),
      new.ends_at + make_interval(mins => r.minutes_after)
    from rooms r where r.studio_id = new.studio_id and r.id = new.room_id
    on conflict (studio_id, session_id, room_id) where room_id is not null
    do update set claim = excluded.claim,
      taken_from = excluded.taken_from, taken_until = excluded.taken_until;
  return null;
end
$$;
revoke execute on function rsm.allocate() from public;
