-- Which studios have work due in their outbox, so that nobody has to look into every studio. Written after
-- a studio's commit: what a process that dies in between leaves out is found by a slow sweep.
create table errands (
  studio_id uuid primary key references studios (id) on delete cascade,
  due_at timestamptz not null
);
create index errands_due on errands (due_at);
grant select, insert, update, delete on errands to rsm_app;
