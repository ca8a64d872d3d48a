-- Sessions that come again, and those who wait for a slot.

-- What repeats: the rule of RFC 5545, 3.3.10, on calendar days, and what its sessions had in common when
-- they were booked. Times of day are those of the studio's clocks, in summer and in winter.
create table series (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  rule text not null check (rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY);'),
  first_day date not null,
  from_time time not null,
  to_time time not null,
  -- How many days after its first a session ends.
  end_days smallint not null check (end_days between 0 and 31),
  -- Days of the rule on which nothing was booked, since something else stood there (EXDATE).
  exceptions date[] not null default '{}',
  client_id uuid not null,
  project_id uuid,
  room_id uuid not null,
  kind text not null check (kind in ('recording', 'mixing', 'mastering', 'rehearsal', 'lockout',
    'remote', 'location', 'visit', 'dry_hire')),
  price_cents integer check (price_cents >= 0),
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (end_days > 0 or to_time > from_time),
  foreign key (studio_id, client_id) references clients (studio_id, id),
  foreign key (studio_id, project_id) references projects (studio_id, id),
  foreign key (studio_id, room_id) references rooms (studio_id, id)
);

-- The day that the rule gave a session keeps its place in the series, wherever the session is moved.
-- Deferred: a series that moves by a day passes through days of its own. The rows that are there are
-- checked outside of any studio's scope, by which the owner is bound too.
alter table sessions no force row level security;
alter table sessions
  add column series_id uuid,
  add column occurrence_day date,
  add constraint sessions_series_check check ((series_id is null) = (occurrence_day is null)),
  add constraint sessions_series_fkey foreign key (studio_id, series_id) references series (studio_id, id),
  add constraint sessions_of_series unique (studio_id, series_id, occurrence_day)
    deferrable initially deferred;
alter table sessions force row level security;
select rsm.protect('series');

-- Who would take a slot if there were one. What fits is found when it is asked for, and never stored.
create table waiting (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  project_id uuid,
  -- Null: whichever is free.
  room_id uuid,
  kind text not null check (kind in ('recording', 'mixing', 'mastering', 'rehearsal', 'lockout',
    'remote', 'location', 'visit', 'dry_hire')),
  earliest_day date not null,
  latest_day date not null,
  -- Between which hours it has to lie, where they matter; one that ends before it starts ends the next day.
  from_time time,
  to_time time,
  minutes integer not null check (minutes between 15 and 1440),
  note text,
  -- A user of the control database.
  created_by uuid default nullif(current_setting('app.user_id', true), '')::uuid,
  closed_at timestamptz,
  -- What was booked for it.
  session_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (earliest_day <= latest_day),
  check ((from_time is null) = (to_time is null)),
  check (from_time <> to_time),
  check (session_id is null or closed_at is not null),
  foreign key (studio_id, client_id) references clients (studio_id, id),
  foreign key (studio_id, project_id) references projects (studio_id, id),
  foreign key (studio_id, room_id) references rooms (studio_id, id),
  foreign key (studio_id, session_id) references sessions (studio_id, id)
);
create index waiting_open on waiting (studio_id, latest_day) where closed_at is null;
select rsm.protect('waiting');
