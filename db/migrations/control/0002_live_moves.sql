-- Moves of a studio that goes on working: by PostgreSQL's own replication, or by a journal of the
-- rows that were touched where that cannot be.

alter table moves drop constraint moves_engine_check;
-- A move by stop and copy left no journal; a rollback of it copies, as it would have.
update moves set engine = 'journal' where engine = 'stop-and-copy';
alter table moves alter column engine drop default;
alter table moves add constraint moves_engine_check
  check (engine in ('replication', 'journal'));

-- provision  a place is there, its fence gone
-- wire       changes are kept at the source from here on
-- copy       the rows that are there come over
-- tail       what changes comes over, until little is left; the way back is wired
-- verify     ranges of rows are compared while both ends live
-- fence      closed for writing: the rest comes over
-- flip       the placement has changed: forward only
-- check      open at the new place; every row is compared with the frozen source
-- soak       the old place follows the new one, for a rollback
alter table moves drop constraint moves_state_check;
alter table moves add constraint moves_state_check check (state in
  ('provision', 'wire', 'copy', 'tail', 'verify', 'fence', 'flip', 'check', 'soak',
   'finalized', 'rolled_back', 'aborting', 'aborted'));

drop index moves_one_under_way;
create unique index moves_one_under_way on moves (studio_id)
  where state not in ('soak', 'finalized', 'rolled_back', 'aborted');

-- How long writes waited, and what the full comparison found.
alter table moves add column paused_ms real;
alter table moves add column findings jsonb;

-- The point of no return, in one round trip: the move and the placement change together, or neither.
create function flip_move(move uuid, as_of integer) returns void
  language plpgsql
as $$
declare
  flipped moves;
  changed integer;
begin
  update moves set state = 'flip', version = version + 1, fenced_at = now(),
      deadline = now() + interval '10 seconds'
    where id = move and state = 'fence' and version = as_of
    returning * into flipped;
  if not found then
    raise exception 'move % was taken on by another process', move using errcode = 'TM003';
  end if;
  update placements set state = 'retired', updated_at = now()
    where studio_id = flipped.studio_id and place_id = flipped.from_place_id
      and state = 'active' and epoch = flipped.from_epoch;
  get diagnostics changed = row_count;
  if changed = 1 then
    update placements set state = 'active', epoch = flipped.from_epoch + 1, updated_at = now()
      where studio_id = flipped.studio_id and place_id = flipped.to_place_id
        and state = 'target' and epoch = flipped.from_epoch;
    get diagnostics changed = row_count;
  end if;
  if changed <> 1 then
    raise exception 'the placement that move % began from changed', move using errcode = 'TM003';
  end if;
end
$$;
revoke execute on function flip_move(uuid, integer) from public;

-- A spare place is a database of no studio, made ahead from the template of that fingerprint: a
-- promotion takes it in a moment.
alter table places drop constraint places_state_check;
alter table places add constraint places_state_check
  check (state in ('spare', 'making', 'ready', 'dropping'));
alter table places add column fingerprint text;
