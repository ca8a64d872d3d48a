-- What is used up and bought again: strings, tape, batteries, coffee.
create table consumables (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  -- What is counted, in the studio's own word: "pièce", "m", "boîte".
  unit text not null check (unit <> ''),
  -- Whole: a stock is counted by hand and goes by one; what comes in parts has a smaller unit.
  quantity integer not null check (quantity >= 0),
  -- With so many left, or fewer, it is to be bought.
  threshold integer not null check (threshold >= 0),
  location text,
  note text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create unique index consumables_by_name on consumables (studio_id, lower(name)) where archived_at is null;
select rsm.protect('consumables');
