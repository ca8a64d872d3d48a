-- Who exists, and where each studio lives. Runs as rsm_owner in the control database.

create extension if not exists citext with schema public;

create table clusters (
  name text primary key check (name ~ '^[a-z][a-z0-9-]*$'),
  created_at timestamptz not null default now()
);

create table studios (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null check (name <> ''),
  created_at timestamptz not null default now()
);

-- A place is a schema in a database on a cluster: what a migration is applied to.
-- Recorded as `making` before it is made and `dropping` before it is dropped, so that a process
-- that died on the way leaves a row by which the next one cleans up.
create table places (
  id uuid primary key default uuidv7(),
  cluster text not null references clusters (name),
  database text not null,
  schema text not null,
  isolation text not null check (isolation in ('shared', 'schema', 'dedicated')),
  state text not null default 'making' check (state in ('making', 'ready', 'dropping')),
  created_at timestamptz not null default now(),
  unique (cluster, database, schema)
);

-- Where a studio's rows are: `active` is where it works, at this epoch; `target` is being filled by
-- a move; `retired` holds the rows as they were when the studio moved away, until finalize.
create table placements (
  studio_id uuid not null references studios (id),
  place_id uuid not null references places (id),
  state text not null check (state in ('active', 'target', 'retired')),
  epoch integer not null check (epoch > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, place_id)
);
create unique index placements_active on placements (studio_id) where state = 'active';
create index placements_by_place on placements (place_id);

create table users (
  id uuid primary key default uuidv7(),
  email citext not null unique check (email like '%_@_%'),
  name text not null check (name <> ''),
  password_hash text,
  is_operator boolean not null default false,
  created_at timestamptz not null default now()
);

create table memberships (
  user_id uuid not null references users (id) on delete cascade,
  studio_id uuid not null references studios (id) on delete cascade,
  role text not null check (role in ('owner', 'member')),
  created_at timestamptz not null default now(),
  primary key (user_id, studio_id)
);
create index memberships_by_studio on memberships (studio_id);

-- A sign-in is a browser that is signed in. The cookie holds a secret, the row its SHA-256.
create table sign_ins (
  id uuid primary key default uuidv7(),
  secret_hash bytea not null unique,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text
);
create index sign_ins_by_user on sign_ins (user_id);

-- A move of a studio from one place to another, advanced by compare-and-set on (state, version):
-- whoever holds an old version can no longer take a step.
create table moves (
  id uuid primary key default uuidv7(),
  studio_id uuid not null references studios (id),
  kind text not null check (kind in ('promote', 'demote', 'rollback')),
  engine text not null default 'stop-and-copy' check (engine in ('stop-and-copy')),
  from_place_id uuid not null,
  to_place_id uuid not null,
  from_epoch integer not null,
  state text not null check (state in
    ('provision', 'fence', 'copy', 'verify', 'flip', 'soak', 'finalized', 'rolled_back', 'aborting', 'aborted')),
  version integer not null default 1,
  -- Past this moment anybody may undo the move; a mover at work keeps pushing it on.
  deadline timestamptz not null,
  -- By table: rows and hash, as they were while the fence was closed.
  verified jsonb,
  error text,
  started_at timestamptz not null default now(),
  fenced_at timestamptz,
  opened_at timestamptz,
  finished_at timestamptz
);
create unique index moves_one_under_way on moves (studio_id)
  where state in ('provision', 'fence', 'copy', 'verify', 'flip', 'aborting');
create index moves_by_studio on moves (studio_id, started_at);

create table migration_ledger (
  place_id uuid not null references places (id) on delete cascade,
  version integer not null,
  name text not null,
  checksum text not null,
  state text not null check (state in ('applied', 'failed')),
  error text,
  tried_at timestamptz not null default now(),
  primary key (place_id, version)
);

-- The app reads where studios are and keeps users and sign-ins; it moves and makes nothing.
grant usage on schema public to rsm_app;
grant select on clusters, studios, places, placements, moves, memberships to rsm_app;
grant select, insert, update on users to rsm_app;
grant select, insert, update, delete on sign_ins to rsm_app;
