-- What more a studio says of its rooms and its equipment.

-- Monday to Sunday by semicolons, the spans of a day by commas; an end that is not after its start is of
-- the next day: "10:00-02:00;10:00-13:00,14:00-22:00;;;;;". Null: always open.
alter table rooms
  add column opening_hours text check (
    opening_hours <> ';;;;;;' and opening_hours ~
    '^(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)*)?(;(([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d(,([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d)*)?){6}$'),
  add column booths smallint check (booths >= 0),
  add column is_bookable_by_clients boolean not null default false;
