-- Work to do after commit, once: of two wishes for the same thing the later one waits with the first.
alter table outbox add column key text;
create unique index outbox_once on outbox (studio_id, kind, key) where done_at is null;

-- Who has a session's call sheet, and as what it was told to them last: by that one sees what to tell anew.
create table call_sheet_copies (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  session_id uuid not null,
  recipient text not null check (recipient <> ''),
  name text not null,
  language text not null check (language in ('fr', 'en')),
  -- Null: nothing yet.
  told jsonb,
  told_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, session_id, recipient),
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade
);
select rsm.protect('call_sheet_copies');

-- By plain columns: under row-level security PostgreSQL looks up no index by an expression that might
-- tell of a row (coalesce is not leakproof), and would read all of a studio's allocations.
create index allocations_by_room on allocations (studio_id, room_id, taken_from)
  where room_id is not null;
create index allocations_by_unit on allocations (studio_id, equipment_id, taken_from)
  where equipment_id is not null;
drop index allocations_by_resource;
