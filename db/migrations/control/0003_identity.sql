-- Who people are, how they prove it, who may what, and what happened. Secrets that travel (links,
-- codes, cookies) stand here as SHA-256 only; secrets that must be read again are sealed (AES-256-GCM).

-- A studio's members have one of five roles; what each may is in app/identity/permissions.ts.
alter table memberships drop constraint memberships_role_check;
update memberships set role = 'engineer' where role = 'member';
alter table memberships add constraint memberships_role_check
  check (role in ('owner', 'admin', 'engineer', 'assistant', 'accountant'));

-- Where the owner wishes it, members enter with a second factor only.
alter table studios add column requires_second_factor boolean not null default false;

alter table users
  add column email_verified_at timestamptz,
  -- Of mail to them.
  add column language text not null default 'fr' check (language in ('fr', 'en')),
  -- The sealed key of the authenticator app, and the last step of it that was used: a code works once.
  add column totp_key bytea,
  add column totp_confirmed_at timestamptz,
  add column totp_last_step bigint;
-- Accounts of before were made by an operator for an address that he knew.
update users set email_verified_at = created_at;

-- `pending` is a password that was right and a second factor that is still to come: nobody's until then.
alter table sign_ins
  add column address inet,
  add column pending boolean not null default false,
  add column second_factor_at timestamptz;

-- Shown once, used once.
create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (user_id, code_hash)
);

-- An account at another provider. Its subject is what stays; an address there may change.
create table identities (
  provider text not null check (provider in ('google', 'apple')),
  subject text not null,
  user_id uuid not null references users (id) on delete cascade,
  email citext,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  primary key (provider, subject)
);
create index identities_by_user on identities (user_id);

-- A link in a mail: works once, until it expires.
create table one_time_links (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('magic-link', 'password-reset', 'email-verification')),
  secret_hash bytea not null unique,
  user_id uuid not null references users (id) on delete cascade,
  return_to text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_links_by_user on one_time_links (user_id);

create table invitations (
  id uuid primary key default uuidv7(),
  studio_id uuid not null references studios (id) on delete cascade,
  email citext not null check (email like '%_@_%'),
  role text not null check (role in ('admin', 'engineer', 'assistant', 'accountant')),
  secret_hash bytea not null unique,
  invited_by uuid references users (id) on delete set null,
  created_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitations_open on invitations (studio_id, email)
  where accepted_at is null and revoked_at is null;

-- Tries that failed, by what they are counted for: `account:…`, `address:…`, `mail:…`.
create table throttles (
  key text primary key,
  count integer not null default 0,
  since timestamptz not null default now(),
  blocked_until timestamptz
);

-- Mail to send after commit. `body` holds links that are secrets: it is emptied once sent.
create table mails (
  id uuid primary key default uuidv7(),
  recipient citext not null,
  kind text not null,
  language text not null check (language in ('fr', 'en')),
  subject text not null,
  body jsonb,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  last_error text,
  sent_at timestamptz,
  given_up_at timestamptz
);
create index mails_due on mails (due_at) where sent_at is null and given_up_at is null;

-- What happened on the platform: sign-ins, teams, moves. What is done in a studio stands in its audit.
create table platform_events (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  kind text not null,
  user_id uuid,
  studio_id uuid,
  address inet,
  user_agent text,
  detail jsonb not null default '{}'
);
create index platform_events_by_studio on platform_events (studio_id, id);
create index platform_events_by_user on platform_events (user_id, id);

-- How the app's role signs in to a place of its own: a login for each dedicated database, its
-- password sealed under the key whose id stands beside it.
create table place_credentials (
  place_id uuid primary key references places (id) on delete cascade,
  login text not null,
  password bytea not null,
  key_id text not null,
  created_at timestamptz not null default now(),
  rotated_at timestamptz
);

grant select, insert, update, delete on
  memberships, recovery_codes, identities, one_time_links, invitations, throttles, mails to rsm_app;
grant select on place_credentials to rsm_app;
grant update (requires_second_factor) on studios to rsm_app;
-- Append-only for who serves requests.
grant select, insert on platform_events to rsm_app;
