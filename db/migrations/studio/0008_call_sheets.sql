-- What a session's call sheet says beside the session itself, and how long the session really took.

-- Said on every call sheet that says nothing else.
alter table settings
  add column access text,
  add column parking text,
  add column door_code text,
  -- What an hour beyond the booked end costs, of the room's hourly rate.
  add column overtime_percent integer not null default 100 check (overtime_percent between 0 and 1000);

-- Times are minutes from the session's start, so that a session that is moved takes its call sheet along.
create table call_sheets (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  -- Null: the studio's own.
  access text,
  parking text,
  door_code text,
  -- Null: the session's own.
  notes text,
  -- When each of the crew is expected, where it is not at the start. Who is no longer booked is not read.
  calls jsonb not null check (jsonb_typeof(calls) = 'array'),
  guests jsonb not null check (jsonb_typeof(guests) = 'array'),
  schedule jsonb not null check (jsonb_typeof(schedule) = 'array'),
  breaks jsonb not null check (jsonb_typeof(breaks) = 'array'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, session_id),
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade
);
select rsm.protect('call_sheets');

create table time_entries (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  person_id uuid,
  -- By the clock until the booked end and after it, or written by hand.
  kind text not null check (kind in ('booked', 'overtime', 'manual')),
  started_at timestamptz not null,
  -- Null: the clock runs.
  ended_at timestamptz,
  -- Of an hour, as it was when the entry was written; null where the room has none.
  rate_cents integer check (rate_cents >= 0),
  -- What is charged, frozen with the entry's end.
  billed_minutes integer check (billed_minutes >= 0),
  amount_cents integer check (amount_cents >= 0),
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (started_at < ended_at),
  check ((ended_at is null) = (billed_minutes is null)),
  check (ended_at is not null or (kind = 'booked' and amount_cents is null)),
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade,
  foreign key (studio_id, person_id) references people (studio_id, id)
);
-- A session has one clock.
create unique index time_entries_running on time_entries (studio_id, session_id) where ended_at is null;
create index time_entries_by_session on time_entries (studio_id, session_id, started_at);
select rsm.protect('time_entries');
