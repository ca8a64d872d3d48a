-- Calendars that somebody outside subscribes to, by an address that is a secret.

create table feeds (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  -- Whose sessions it shows: one of them, or all of the studio's.
  room_id uuid,
  person_id uuid,
  client_id uuid,
  label text check (label <> ''),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  -- A user of the control database.
  created_by uuid,
  last_fetched_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, secret_hash),
  check (num_nonnulls(room_id, person_id, client_id) <= 1),
  foreign key (studio_id, room_id) references rooms (studio_id, id),
  foreign key (studio_id, person_id) references people (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
select rsm.protect('feeds');
-- That a calendar was looked at is no change, and its address is nobody's to read.
select rsm.audit('feeds', 'secret_hash', 'last_fetched_at');

alter table sessions add column sequence integer not null default 0 check (sequence >= 0);
-- It follows from what is written down beside it.
select rsm.audit('sessions', 'sequence');

-- What a calendar showed and shows no more, as it stood there. Its reader is told that it is called off,
-- and learns nothing of what became of it.
create table departures (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  -- Whose calendar it left: one of them.
  left_room_id uuid,
  left_person_id uuid,
  left_client_id uuid,
  left_at timestamptz not null default now(),
  -- How often it left that calendar, so that what is told of it counts up when it comes back.
  times integer not null default 1 check (times > 0),
  room_id uuid not null,
  client_id uuid not null,
  kind text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  sequence integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (num_nonnulls(left_room_id, left_person_id, left_client_id) = 1),
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade,
  foreign key (studio_id, left_room_id) references rooms (studio_id, id),
  foreign key (studio_id, left_person_id) references people (studio_id, id),
  foreign key (studio_id, left_client_id) references clients (studio_id, id),
  foreign key (studio_id, room_id) references rooms (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create unique index departures_of_session on departures
  (studio_id, (coalesce(left_room_id, left_person_id, left_client_id)), session_id);
-- One each: under row-level security an index is no help to a condition on coalesce(), which might leak.
create index departures_by_room on departures (studio_id, left_room_id, starts_at)
  where left_room_id is not null;
create index departures_by_person on departures (studio_id, left_person_id, starts_at)
  where left_person_id is not null;
create index departures_by_client on departures (studio_id, left_client_id, starts_at)
  where left_client_id is not null;
create index departures_by_session on departures (studio_id, session_id);
select rsm.protect('departures');

create index sessions_by_room on sessions (studio_id, room_id, starts_at);
create index allocations_by_person on allocations (studio_id, person_id, taken_from)
  where person_id is not null;

create trigger count_sequence before update of room_id, starts_at, ends_at, state on sessions
  for each row when ((old.room_id, old.starts_at, old.ends_at, old.state)
    is distinct from (new.room_id, new.starts_at, new.ends_at, new.state))
  execute function rsm.count_sequence();
create trigger leave_calendars after update of room_id, client_id on sessions
  for each row when (old.room_id <> new.room_id or old.client_id <> new.client_id)
  execute function rsm.leave_calendars();
create trigger leave_crew after delete on allocations
  for each row when (old.person_id is not null) execute function rsm.leave_crew();
create trigger leave_crew_for_another after update of person_id on allocations
  for each row when (old.person_id <> new.person_id) execute function rsm.leave_crew();
