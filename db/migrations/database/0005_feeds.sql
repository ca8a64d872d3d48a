-- A calendar that somebody subscribed to must be told what changed, and what went: written down by the
-- database itself, so that no code can forget to. Moves write with session_replication_role = replica
-- and fire nothing: the rows come along.

-- How often a session became another appointment: iCalendar's SEQUENCE (RFC 5545, 3.8.7.4).
create function rsm.count_sequence() returns trigger
  language plpgsql
as $$
begin
  new.sequence := old.sequence + 1;
  return new;
end
$$;

-- A session that went to another room or client is remembered where it was, as it stood there.
create function rsm.leave_calendars() returns trigger
  language plpgsql
as $$
begin
  insert into departures as d (studio_id, session_id, left_room_id, left_client_id,
      room_id, client_id, kind, starts_at, ends_at, sequence)
    select old.studio_id, old.id, gone.room, gone.client,
      old.room_id, old.client_id, old.kind, old.starts_at, old.ends_at, old.sequence
    from (values (old.room_id, null::uuid, new.room_id <> old.room_id),
      (null::uuid, old.client_id, new.client_id <> old.client_id)) as gone (room, client, went)
    where gone.went
    on conflict (studio_id, (coalesce(left_room_id, left_person_id, left_client_id)), session_id)
    do update set room_id = excluded.room_id, client_id = excluded.client_id, kind = excluded.kind,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, sequence = excluded.sequence,
      left_at = now(), times = d.times + 1;
  return null;
end
$$;

-- The same of somebody who is taken off the crew. Of a session that is deleted nothing is left.
create function rsm.leave_crew() returns trigger
  language plpgsql
as $$
begin
  insert into departures as d (studio_id, session_id, left_person_id,
      room_id, client_id, kind, starts_at, ends_at, sequence)
    select s.studio_id, s.id, old.person_id,
      s.room_id, s.client_id, s.kind, s.starts_at, s.ends_at, s.sequence
    from sessions s where s.studio_id = old.studio_id and s.id = old.session_id
    on conflict (studio_id, (coalesce(left_room_id, left_person_id, left_client_id)), session_id)
    do update set room_id = excluded.room_id, client_id = excluded.client_id, kind = excluded.kind,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, sequence = excluded.sequence,
      left_at = now(), times = d.times + 1;
  return null;
end
$$;

revoke execute on function rsm.count_sequence(), rsm.leave_calendars(), rsm.leave_crew() from public;
