-- The audit is read newest first under one filter or several: each alone is a range of an index, in the
-- order of the pages. A row's history is found by its id alone, which no two tables share.
drop index audit_by_row;
create index audit_by_row on audit (studio_id, row_id, id);
create index audit_by_table on audit (studio_id, table_name, id);
create index audit_by_action on audit (studio_id, action, id);
create index audit_by_origin on audit (studio_id, origin, id);
