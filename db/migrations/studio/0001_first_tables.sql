-- A studio's first tables. Runs with search_path set to the schema that houses it (the one that all
-- small studios share, or one of its own), so that no name here says where it is.
-- Every key begins with studio_id, and so does every foreign key: row-level security does not guard
-- foreign keys, a plain id could reference another studio's row.
-- Names sort as people expect (É beside E) by the root collation. Its comparisons are leakproof, so
-- that paging by name uses the index under row-level security; lower(name) could not.

create table settings (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  accent text check (accent ~ '^#[0-9a-f]{6}$'),
  language text not null default 'fr' check (language in ('fr', 'en')),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null default 'Europe/Paris',
  day_starts_at time not null default '06:00',
  legal_name text,
  address text,
  phone text,
  email text,
  siret text check (siret ~ '^[0-9]{14}$'),
  vat_number text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id)
);
select rsm.protect('settings');

create table clients (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  kind text not null default 'person' check (kind in ('person', 'company')),
  name text collate "und-x-icu" not null check (name <> ''),
  email text,
  phone text,
  city text,
  notes text,
  is_vip boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create index clients_by_name on clients (studio_id, name, id);
select rsm.protect('clients');

create table rooms (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  kind text not null check (kind in ('live', 'control', 'booth', 'mixing', 'mastering', 'rehearsal')),
  colour smallint not null default 1 check (colour between 1 and 12),
  capacity smallint check (capacity > 0),
  hourly_rate_cents integer check (hourly_rate_cents >= 0),
  half_day_rate_cents integer check (half_day_rate_cents >= 0),
  day_rate_cents integer check (day_rate_cents >= 0),
  description text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create unique index rooms_by_name on rooms (studio_id, lower(name)) where archived_at is null;
select rsm.protect('rooms');

create table equipment (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  kind text not null check (kind in ('microphone', 'preamp', 'compressor', 'equaliser', 'console',
    'converter', 'monitor', 'instrument', 'amplifier', 'outboard', 'computer', 'other')),
  maker text,
  serial_number text,
  condition text not null default 'good' check (condition in ('good', 'worn', 'in_repair', 'retired')),
  room_id uuid,
  purchased_on date,
  purchase_price_cents integer check (purchase_price_cents >= 0),
  notes text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, room_id) references rooms (studio_id, id)
);
create index equipment_by_name on equipment (studio_id, name, id);
create index equipment_by_room on equipment (studio_id, room_id);
create unique index equipment_by_serial_number on equipment (studio_id, maker, serial_number);
select rsm.protect('equipment');

create table projects (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  title text collate "und-x-icu" not null check (title <> ''),
  kind text not null check (kind in ('album', 'ep', 'single', 'podcast', 'film', 'advert', 'other')),
  state text not null default 'active' check (state in ('active', 'on_hold', 'delivered', 'abandoned')),
  due_on date,
  budget_cents integer check (budget_cents >= 0),
  notes text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create index projects_by_title on projects (studio_id, title, id);
create index projects_by_client on projects (studio_id, client_id);
create index projects_by_due_day on projects (studio_id, due_on) where state = 'active';
select rsm.protect('projects');

create table tracks (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  project_id uuid not null,
  position integer not null check (position > 0),
  title text not null check (title <> ''),
  state text not null default 'to_record'
    check (state in ('to_record', 'recording', 'to_mix', 'mixing', 'to_master', 'approved')),
  isrc text check (isrc ~ '^[A-Z]{2}[A-Z0-9]{3}[0-9]{7}$'),
  bpm numeric(5, 2) check (bpm > 0),
  musical_key text,
  duration_seconds integer check (duration_seconds > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, project_id) references projects (studio_id, id) on delete cascade,
  unique (studio_id, project_id, position) deferrable initially deferred
);
create unique index tracks_by_isrc on tracks (studio_id, isrc);
select rsm.protect('tracks');

create table sessions (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  room_id uuid not null,
  client_id uuid not null,
  project_id uuid,
  kind text not null check (kind in ('recording', 'mixing', 'mastering', 'rehearsal', 'lockout',
    'remote', 'location', 'visit', 'dry_hire')),
  state text not null default 'confirmed'
    check (state in ('tentative', 'confirmed', 'in_progress', 'done', 'cancelled', 'no_show')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  price_cents integer check (price_cents >= 0),
  notes text,
  cancelled_at timestamptz,
  cancellation_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (starts_at < ends_at),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  foreign key (studio_id, room_id) references rooms (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id),
  foreign key (studio_id, project_id) references projects (studio_id, id),
  -- Booked half-open [start, end): back-to-back sessions do not clash.
  constraint sessions_no_double_booking exclude using gist (
    studio_id with =, room_id with =, tstzrange(starts_at, ends_at) with &&
  ) where (state <> 'cancelled')
);
create index sessions_by_start on sessions (studio_id, starts_at, id);
create index sessions_by_client on sessions (studio_id, client_id, starts_at);
create index sessions_by_project on sessions (studio_id, project_id, starts_at);
select rsm.protect('sessions');

-- Gapless numbers come from a locked row, not from a sequence: a sequence has gaps and does not move.
create table counters (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text not null,
  value bigint not null default 0 check (value >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, name)
);
select rsm.protect('counters');

-- Work to do after commit. A studio table, so that a job travels with its studio.
create table outbox (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  kind text not null,
  payload jsonb not null,
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create index outbox_due on outbox (due_at) where done_at is null;
select rsm.protect('outbox');
