-- Who and what a session takes: its room, people, and units of equipment; for how long, and how firmly.

create table people (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  -- What they are booked for most often.
  trade text not null check (trade in ('engineer', 'assistant', 'producer', 'musician', 'technician')),
  email text,
  phone text,
  -- The account by which they sign in, where they have one. Users are rows of the control database.
  user_id uuid,
  notes text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, user_id)
);
create index people_by_name on people (studio_id, name, id);
select rsm.protect('people');

-- When somebody is away. An absence may be told after a session was booked: it stops what comes later.
create table absences (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (starts_at < ends_at),
  foreign key (studio_id, person_id) references people (studio_id, id) on delete cascade
);
create index absences_by_person on absences (studio_id, person_id, starts_at);
select rsm.protect('absences');

-- How long a room is kept free around a session, to be set up and put in order.
alter table rooms
  add column minutes_before smallint not null default 0 check (minutes_before between 0 and 720),
  add column minutes_after smallint not null default 0 check (minutes_after between 0 and 720);

-- A hold is an option on a slot: it may stand beside others, and is asked before the later ones.
alter table sessions
  drop constraint sessions_state_check,
  add constraint sessions_state_check check (state in
    ('hold', 'tentative', 'confirmed', 'in_progress', 'done', 'cancelled', 'no_show')),
  add column held_at timestamptz,
  add column held_until timestamptz,
  -- Who is next in line asked for an answer: until then the hold stands, and no longer.
  add column challenged_at timestamptz,
  add constraint sessions_hold_check check (state <> 'hold' or (held_at is not null and held_until is not null));

create table allocations (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  -- One of them.
  room_id uuid,
  person_id uuid,
  equipment_id uuid,
  -- Of a person in this session.
  role text check (role in ('engineer', 'assistant', 'producer', 'musician', 'technician')),
  claim text not null check (claim in ('firm', 'hold', 'none')),
  taken_from timestamptz not null,
  taken_until timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (num_nonnulls(room_id, person_id, equipment_id) = 1),
  check ((role is null) = (person_id is null)),
  check (taken_from < taken_until),
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade,
  foreign key (studio_id, room_id) references rooms (studio_id, id),
  foreign key (studio_id, person_id) references people (studio_id, id),
  foreign key (studio_id, equipment_id) references equipment (studio_id, id),
  -- Taken half-open [from, until): back to back does not clash. Two holds of a slot stand beside each
  -- other, since their last parts do not differ; all others do.
  constraint allocations_no_double_booking exclude using gist (
    studio_id with =,
    (coalesce(room_id, person_id, equipment_id)) with =,
    tstzrange(taken_from, taken_until) with &&,
    (case claim when 'hold' then '00000000-0000-0000-0000-000000000000' else id end) with <>
  ) where (claim <> 'none')
);
create unique index allocations_of_room on allocations (studio_id, session_id, room_id)
  where room_id is not null;
create unique index allocations_of_session on allocations
  (studio_id, session_id, (coalesce(room_id, person_id, equipment_id)));
create index allocations_by_resource on allocations
  (studio_id, (coalesce(room_id, person_id, equipment_id)), taken_from);

-- Of what is booked already, the rooms. Written before the table has its policy and triggers; who reads
-- the sessions is bound by theirs, the owner too.
alter table sessions no force row level security;
insert into allocations (studio_id, session_id, room_id, claim, taken_from, taken_until)
  select studio_id, id, room_id, case state when 'cancelled' then 'none' else 'firm' end,
    starts_at, ends_at
  from sessions;
alter table sessions force row level security;
select rsm.protect('allocations');

alter table sessions drop constraint sessions_no_double_booking;
create index sessions_held on sessions (studio_id, held_until) where state = 'hold';
create trigger allocate after insert or update of room_id, starts_at, ends_at, state on sessions
  for each row execute function rsm.allocate();
