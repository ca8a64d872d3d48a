-- What was changed in a studio, by whom and from where: written by triggers, read by the owner, changed
-- by nobody. It is a studio table, and moves with its studio.

create table audit (
  studio_id uuid not null default current_setting('app.studio_id')::uuid,
  -- In the order of time.
  id uuid not null default uuidv7(),
  -- A user of the control database; null where the platform itself did it.
  actor uuid,
  -- The address that the request came from.
  origin text,
  table_name text not null,
  row_id uuid not null,
  action text not null check (action in ('insert', 'update', 'delete')),
  -- Of an update, the columns that changed.
  before jsonb,
  after jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (studio_id, id)
);
create index audit_by_row on audit (studio_id, table_name, row_id, id);
create index audit_by_actor on audit (studio_id, actor, id);
select rsm.protect('audit');
-- Append-only: what the app's role changes is written down by the triggers' owner.
revoke insert, update, delete on audit from rsm_app;
drop trigger audit_insert on audit;
drop trigger audit_update on audit;
drop trigger audit_delete on audit;

select rsm.audit(c.oid::regclass) from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
    and c.relname not in ('audit', 'outbox');
-- A job's payload may hold links that are secrets.
select rsm.audit('outbox', 'payload');
