-- What a live move needs in every database that houses studios.

-- A move bumps its marker at the source in the transaction that closes the fence; where the marker
-- arrives, all that was written before it has arrived, since changes are applied in commit order.
create table rsm.markers (
  move_id uuid not null,
  direction text not null check (direction in ('forward', 'back')),
  value integer not null default 0,
  primary key (move_id, direction)
);
grant select, insert, update, delete on rsm.markers to rsm_mover;

-- Where the two places cannot be linked by replication, a trigger keeps the keys of the rows that
-- were touched, and the mover brings those rows as they are by then.
create table rsm.journal (
  seq bigint generated always as identity primary key,
  move_id uuid not null,
  direction text not null check (direction in ('forward', 'back')),
  table_name text not null,
  id uuid not null
);
create index journal_by_move on rsm.journal (move_id, direction, seq);
grant select, delete on rsm.journal to rsm_mover;

-- Arguments: the move, the direction. Definer: the app's role writes rows, not the journal.
create function rsm.keep_journal() returns trigger
  language plpgsql
  security definer
  set search_path = pg_catalog
as $$
begin
  insert into rsm.journal (move_id, direction, table_name, id)
    select tg_argv[0]::uuid, tg_argv[1], tg_table_name, touched.id
    from (select new.id where tg_op <> 'DELETE'
          union select old.id where tg_op <> 'INSERT') as touched;
  return null;
end
$$;
revoke execute on function rsm.keep_journal() from public;
