-- A password that changes is in two servers, which do not commit together: the next one stands here
-- before the login gets it, and takes the place of the other after. In between either may be right.
alter table place_credentials add column next_password bytea;
