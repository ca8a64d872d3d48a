-- What is out of the house, and the codes by which it is scanned.

alter table equipment add column code text check (code ~ '^[2-9A-HJKMNP-Z]{5}$');
create unique index equipment_by_code on equipment (studio_id, code);

-- Those that are there get theirs outside of any studio's scope, by which the owner is bound too, and
-- without an entry in the audit: nobody changed them.
alter table equipment no force row level security, disable trigger user;
create trigger give_code before insert or update of code on equipment
  for each row execute function rsm.give_code();
update equipment set code = null;
alter table equipment force row level security, enable trigger user;
alter table equipment alter column code set not null;

create table checkouts (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  id uuid not null default uuidv7(),
  equipment_id uuid not null,
  -- With whom it is: a session or a person.
  session_id uuid,
  person_id uuid,
  out_at timestamptz not null default now(),
  due_at timestamptz,
  returned_at timestamptz check (returned_at >= out_at),
  condition_on_return text check (condition_on_return in ('good', 'worn', 'in_repair')),
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id),
  check (num_nonnulls(session_id, person_id) = 1),
  check (condition_on_return is null or returned_at is not null),
  foreign key (studio_id, equipment_id) references equipment (studio_id, id) on delete cascade,
  foreign key (studio_id, session_id) references sessions (studio_id, id) on delete cascade,
  foreign key (studio_id, person_id) references people (studio_id, id) on delete cascade
);
-- A unit is out once at a time.
create unique index checkouts_out on checkouts (studio_id, equipment_id) where returned_at is null;
create index checkouts_by_unit on checkouts (studio_id, equipment_id, out_at desc, id desc);
create index checkouts_by_session on checkouts (studio_id, session_id) where session_id is not null;
create index checkouts_by_person on checkouts (studio_id, person_id) where person_id is not null;
select rsm.protect('checkouts');
