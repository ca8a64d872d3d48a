-- What a list was narrowed, sorted and laid out to, under a name: for all of the studio or for one person.
create table saved_views (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  list text not null check (list ~ '^[a-z-]{1,40}$'),
  name text collate "und-x-icu" not null check (name <> ''),
  -- The search string of the list's address, without its question mark.
  query text not null,
  is_shared boolean not null default false,
  -- Who made it, of the control database; null where it came with the studio.
  user_id uuid,
  position integer not null default 0,
  -- A removed view can be taken back.
  removed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  -- One that is nobody's would be seen by nobody.
  check (is_shared or user_id is not null)
);
create index saved_views_of_list on saved_views (studio_id, list, position, id) where removed_at is null;
select rsm.protect('saved_views');
