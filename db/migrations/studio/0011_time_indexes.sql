-- Who asks what reaches into a span reads all that began in the month before it, since a session may last
-- so long. With its end in the index as well, what was over by then is left out without reading its row.
-- One index for both: of two the planner takes either. Pages by start are in its order but for the id.
create index sessions_by_time on sessions (studio_id, starts_at, ends_at);
drop index sessions_by_start;

-- Names by id. The planner knows how many clients a studio of the place has on average, and where most
-- have few it would look for each one's name through all of a large studio's in clients_by_name.
create unique index clients_named on clients (studio_id, id) include (name);
create unique index people_named on people (studio_id, id) include (name);
