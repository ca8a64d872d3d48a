-- What more a studio says of its rooms and its equipment.

-- Monday to Sunday by semicolons, the spans of a day by commas; an end that is not after its start is of
-- the next day: "10:00-02:00;10:00-13:00,14:00-22:00;;;;;". Null: always open.
alter table rooms
  add column opening_hours text check (
    opening_hours <> ';;;;;;' and opening_hours ~
    '^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)*)?(;(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)*)?){6}$'),
  add column booths smallint check (booths >= 0),
  add column is_bookable_by_clients boolean not null default false;

-- What was done to a unit, and when the next of its kind is due; the latest of a kind counts.
create table services (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  equipment_id uuid not null,
  kind text not null check (kind in ('inspection', 'repair', 'calibration', 'service')),
  done_on date not null,
  done_by text,
  cost_cents integer check (cost_cents >= 0),
  note text,
  interval_months smallint check (interval_months > 0),
  next_due_on date check (next_due_on > done_on),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, equipment_id) references equipment (studio_id, id) on delete cascade
);
create index services_by_unit on services (studio_id, equipment_id, kind, done_on desc, id desc);
select rsm.protect('services');

-- Units that are booked as one.
create table kits (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  notes text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create unique index kits_by_name on kits (studio_id, lower(name)) where archived_at is null;
select rsm.protect('kits');

create table kit_items (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  kit_id uuid not null,
  equipment_id uuid not null,
  -- Null: this very unit. Else so many of its class.
  any_count smallint check (any_count > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, kit_id) references kits (studio_id, id) on delete cascade,
  foreign key (studio_id, equipment_id) references equipment (studio_id, id) on delete cascade
);
create unique index kit_items_of_kit on kit_items (studio_id, kit_id, equipment_id, (any_count is null));
create index kit_items_by_unit on kit_items (studio_id, equipment_id);
select rsm.protect('kit_items');
