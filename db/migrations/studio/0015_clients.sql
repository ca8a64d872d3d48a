-- Clients with all that belongs to them: contacts and addresses in order, links to one another, notes,
-- fields of the studio's own; who asks before being one; imports, and merges that can be undone.

-- Of which country a phone number without one is.
alter table settings add column country text not null default 'FR' check (country ~ '^[A-Z]{2}$');

alter table clients
  add column given_name text,
  add column family_name text,
  -- The name on stage, or the one that everybody uses.
  add column alias text,
  add column organisation text,
  add column job_title text,
  -- Of what is written to them; null: the studio's.
  add column language text check (language in ('fr', 'en')),
  -- Asked for before a session; null: the studio's custom.
  add column deposit_percent smallint check (deposit_percent between 0 and 100),
  add column tags text[] not null default '{}',
  add column genres text[] not null default '{}',
  add column instruments text[] not null default '{}',
  -- Values of custom_fields by their id.
  add column custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'),
  -- The vCard that they came with, as a jCard: what has no column here is given back from it.
  add column card jsonb check (jsonb_typeof(card) = 'array'),
  -- Its UID, by which it is known again and others refer to it.
  add column card_uid text,
  -- Who this one was merged into. The row stays, for its history and to be taken apart again.
  add column merged_into uuid,
  -- What follows from contacts and names, for lists and the search (rsm.gather_clients).
  add column reached_by text not null default '',
  add column search text not null default '',
  add check (merged_into is null or archived_at is not null);

-- What is a client's stays until it is taken away itself: a cascade would be a statement for each client, and
-- nobody deletes one but whoever undoes an import.
create table client_contacts (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'site', 'streaming')),
  -- The order of a client's contacts of a kind; the first is the one that is used.
  position integer not null default 0,
  -- home, work, mobile, or any word.
  label text,
  value text not null check (value <> ''),
  -- As it is compared: a phone's digits with those of its country, an e-mail in small letters.
  key text not null,
  -- Group and parameters of its property in a vCard.
  card jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create index client_contacts_by_client on client_contacts (studio_id, client_id, kind, position);
create index client_contacts_by_key on client_contacts (studio_id, kind, key);

create table client_addresses (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  position integer not null default 0,
  label text,
  -- As many lines as it has.
  street text,
  postal_code text,
  city text,
  region text,
  country text,
  card jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (num_nonnulls(street, postal_code, city, region, country) > 0),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create index client_addresses_by_client on client_addresses (studio_id, client_id, position);

-- Who is there already has one of each at most. Outside of any studio's scope, by which the owner is bound
-- too, and without an entry in the audit: nobody changed them.
alter table clients no force row level security, disable trigger user;
alter table clients add foreign key (studio_id, merged_into) references clients (studio_id, id);
insert into client_contacts (studio_id, client_id, kind, value, key)
  select studio_id, id, 'email', trim(email), lower(trim(email)) from clients where trim(email) <> '';
insert into client_contacts (studio_id, client_id, kind, value, key)
  select studio_id, id, 'phone', trim(phone),
    regexp_replace(regexp_replace(regexp_replace(phone, '\(0\)|[^0-9+]', '', 'g'), '^(\+|00)', ''), '^0', '33')
  from clients where trim(phone) <> '';
insert into client_addresses (studio_id, client_id, city)
  select studio_id, id, trim(city) from clients where trim(city) <> '';
update clients set search = rsm.client_search(name, null, null, null, null, city, '');
select rsm.gather_clients(current_schema());
alter table clients force row level security, enable trigger user;

create trigger compose_search
  before insert or update of name, alias, given_name, family_name, organisation, city, reached_by on clients
  for each row execute function rsm.compose_client_search();
-- What nobody typed is in no entry of the audit.
select rsm.audit('clients', 'email', 'phone', 'city', 'reached_by', 'search');

do $$
declare
  list text;
begin
  foreach list in array array['client_contacts', 'client_addresses'] loop
    perform rsm.protect(list::regclass);
    execute format('create trigger gather_insert after insert on %I referencing new table as new_rows'
      ' for each statement execute function rsm.gather_contacts()', list);
    execute format('create trigger gather_update after update on %I'
      ' referencing old table as old_rows new table as new_rows'
      ' for each statement execute function rsm.gather_contacts()', list);
    execute format('create trigger gather_delete after delete on %I referencing old table as old_rows'
      ' for each statement execute function rsm.gather_contacts()', list);
  end loop;
end
$$;

create index clients_by_search on clients using gin (studio_id, search gin_trgm_ops);
create index clients_by_beginning on clients (studio_id, left(search, 40) text_pattern_ops);
create index clients_by_creation on clients (studio_id, created_at, id);
create index clients_by_card on clients (studio_id, card_uid) where card_uid is not null;
create index clients_merged on clients (studio_id, merged_into) where merged_into is not null;
-- For rsm.search_clients, and no more than that.
grant select (studio_id, id, search) on clients to rsm_search;
do $$
begin
  execute format('grant usage on schema %I to rsm_search', current_schema());
end
$$;

-- Of a company, or whoever is more than one, and who belongs to it.
create table client_links (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  member_id uuid not null check (member_id <> client_id),
  role text not null check (role in ('member', 'artist', 'employee', 'manager', 'agent', 'other')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, client_id, member_id, role),
  foreign key (studio_id, client_id) references clients (studio_id, id),
  foreign key (studio_id, member_id) references clients (studio_id, id)
);
create index client_links_by_member on client_links (studio_id, member_id);
select rsm.protect('client_links');

create table client_notes (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  client_id uuid not null,
  body text not null check (body <> ''),
  noted_at timestamptz not null default now(),
  -- A user of the control database.
  author_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create index client_notes_by_client on client_notes (studio_id, client_id, noted_at desc, id desc);
select rsm.protect('client_notes');

-- What a studio notes of its clients beside all that.
create table custom_fields (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  kind text not null check (kind in ('text', 'number', 'day', 'yes_no', 'choice')),
  choices text[] not null default '{}' check (kind = 'choice' or choices = '{}'),
  position integer not null default 0,
  -- Out of use: what was noted stays, and is asked for no more.
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create unique index custom_fields_by_name on custom_fields (studio_id, lower(name)) where archived_at is null;
select rsm.protect('custom_fields');

create table client_merges (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  kept_id uuid not null,
  gone_id uuid not null check (gone_id <> kept_id),
  -- Ids of the rows that were the other's, by their table and column.
  moved jsonb not null check (jsonb_typeof(moved) = 'object'),
  -- Of the columns that the merge changed in who was kept: as they were, and as they became.
  before jsonb not null check (jsonb_typeof(before) = 'object'),
  after jsonb not null check (jsonb_typeof(after) = 'object'),
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, kept_id) references clients (studio_id, id),
  foreign key (studio_id, gone_id) references clients (studio_id, id)
);
create index client_merges_by_kept on client_merges (studio_id, kept_id);
-- A client is merged into one other at a time.
create unique index client_merges_by_gone on client_merges (studio_id, gone_id) where undone_at is null;
select rsm.protect('client_merges');

create table leads (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  name text collate "und-x-icu" not null check (name <> ''),
  kind text not null default 'person' check (kind in ('person', 'company')),
  organisation text,
  email text,
  phone text,
  source text not null default 'other'
    check (source in ('website', 'phone', 'email', 'referral', 'social', 'walk_in', 'other')),
  -- What they ask for.
  wish text,
  value_cents integer check (value_cents >= 0),
  follow_up_on date,
  stage text not null default 'new' check (stage in ('new', 'contacted', 'quoted', 'won', 'lost')),
  staged_at timestamptz not null default now(),
  lost_reason text check (stage = 'lost' or lost_reason is null),
  -- Who asks, or who they became.
  client_id uuid check (stage <> 'won' or client_id is not null),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  foreign key (studio_id, client_id) references clients (studio_id, id)
);
create index leads_by_stage on leads (studio_id, stage, staged_at desc, id desc);
create index leads_by_client on leads (studio_id, client_id) where client_id is not null;
create index leads_by_follow_up on leads (studio_id, follow_up_on) where stage not in ('won', 'lost');
select rsm.protect('leads');

create table imports (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  file_name text not null,
  format text not null check (format in ('csv', 'xlsx', 'vcard', 'jcard')),
  bytes bigint not null check (bytes >= 0),
  -- Encoding, separator, sheet; what was wrong with the file as a whole.
  details jsonb not null default '{}',
  -- Of a table: its header.
  columns text[] not null default '{}',
  -- Of a table: by column, the field that it fills or null. Remembered for the next file with these columns.
  mapping jsonb,
  options jsonb not null default '{}',
  state text not null default 'reading' check (state in
    ('reading', 'read', 'checking', 'checked', 'importing', 'done', 'undoing', 'undone', 'failed', 'dropped')),
  row_count integer not null default 0 check (row_count >= 0),
  -- How many rows the work under way has done.
  progress integer not null default 0,
  -- What came of the rows: added, merged, skipped, wrong.
  counts jsonb not null default '{}',
  failure text,
  author_id uuid,
  done_at timestamptz,
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create index imports_by_creation on imports (studio_id, created_at desc, id desc);
select rsm.protect('imports');
select rsm.audit('imports', 'progress');

-- The rows of a file, from its upload until the import can no longer be undone.
create table import_rows (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  import_id uuid not null,
  -- Where it stands in the file.
  number integer not null,
  -- As the file has it: cells of a table, or a jCard.
  cells jsonb not null,
  -- As it is understood, and what keeps it from being so.
  read jsonb,
  problems jsonb,
  -- Whom it seems to be: a client, or an earlier row.
  suspect_id uuid,
  suspect_row integer,
  decision text check (decision in ('add', 'merge', 'skip')),
  -- What came of it.
  outcome text check (outcome in ('added', 'merged', 'skipped', 'wrong')),
  client_id uuid,
  -- Of a merge: what it changed, by which it is taken back.
  change jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  unique (studio_id, import_id, number),
  foreign key (studio_id, import_id) references imports (studio_id, id) on delete cascade
);
create index import_rows_by_client on import_rows (studio_id, client_id) where client_id is not null;
select rsm.protect('import_rows');
-- A draft, and afterwards a way back: what it does to clients is in their audit, and twice would be too much.
drop trigger audit_insert on import_rows;
drop trigger audit_update on import_rows;
drop trigger audit_delete on import_rows;
