-- 0031_create_identity.sql
-- Why: accounts prove their address by mail, may have a second factor and devices; staff are invited, keys act within their maker's rights, consents are kept with their wording.

-- Somebody who asked for an account and has not yet proven the address: no user is made before, so that a stranger learns nothing.
-- A row is written for known addresses too and gets no token; once the link was pressed the hash goes and the row stays until it expires.
create table registrations (
  id uuid primary key default uuidv7(),
  email citext not null check (char_length(email::text) between 3 and 254),
  password_hash text,
  profile jsonb not null default '{}',
  token_hash bytea unique,
  mailed_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index registrations_email on registrations (email, id desc);
create index registrations_expires_at on registrations (expires_at);

-- What a mailed link is good for; the token itself is never kept. Used ones stay until they expire, so that a second press is told so.
create table one_time_tokens (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  kind text not null check (kind in ('reset_password', 'invitation', 'change_email')),
  token_hash bytea not null unique,
  payload jsonb not null default '{}',
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index one_time_tokens_user on one_time_tokens (user_id, kind);
create index one_time_tokens_expires_at on one_time_tokens (expires_at);

-- A way in may wait for its proof (a second factor being set up), and remembers the last code it took, which is never taken twice.
alter table credentials add column confirmed_at timestamptz default now();
alter table credentials add column last_used_at timestamptz;
alter table credentials add column last_step bigint;
create unique index credentials_one_totp on credentials (user_id) where kind = 'totp';

create table recovery_codes (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, code_hash)
);

alter table sessions drop constraint sessions_revoked_reason_check;
alter table sessions add constraint sessions_revoked_reason_check check (revoked_reason in
  ('logout', 'refresh_reused', 'password_changed', 'disabled', 'revoked', 'signed_out_everywhere', 'signed_out_by_staff', 'erased'));
alter table sessions add column last_seen_at timestamptz not null default now();

-- A device that proved its owner once counts its own wrong passwords, so that a stranger's guesses lock the stranger out, not the owner.
alter table login_attempts add column device_hash bytea;
alter table login_attempts add column kind text not null default 'password' check (kind in ('password', 'otp'));
create index login_attempts_device on login_attempts (device_hash, created_at desc) where device_hash is not null;

-- How often each sensitive door was knocked at within a window, shared by all replicas. Unlogged: after a crash it begins anew.
create unlogged table rate_windows (
  key text not null,
  window_start timestamptz not null,
  hits int not null default 1,
  expires_at timestamptz not null,
  primary key (key, window_start)
);
create index rate_windows_expires_at on rate_windows (expires_at);

alter table roles add column description text check (char_length(description) <= 500);
alter table roles add column requires_second_factor boolean not null default false;

create table api_keys (
  id uuid primary key default uuidv7(),
  name text not null check (char_length(name) between 1 and 100),
  prefix text not null unique check (prefix ~ '^tw_[0-9A-Za-z]{8}$'),
  secret_hash bytea not null,
  -- Its former secret, good until the overlap of a rotation ends.
  previous_secret_hash bytea,
  previous_expires_at timestamptz,
  created_by uuid not null references users (id) on delete restrict,
  scopes text[] not null check (cardinality(scopes) between 1 and 200),
  networks cidr[] not null default '{}',
  expires_at timestamptz,
  last_used_at timestamptz,
  last_used_ip inet,
  rotated_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((previous_secret_hash is null) = (previous_expires_at is null))
);
create index api_keys_created_by on api_keys (created_by);

-- Append-only: what somebody agreed to or took back, in which words and language.
create table consents (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  purpose text not null check (purpose in ('marketing_email')),
  granted boolean not null,
  wording text not null check (char_length(wording) between 1 and 2000),
  locale text not null references languages (code),
  source text not null check (source in ('register', 'account', 'checkout', 'staff', 'erasure')),
  created_at timestamptz not null default now()
);
create index consents_user on consents (user_id, purpose, id desc);
create index consents_locale on consents (locale);

-- The archive of one person's data, made by a job and kept for a day.
create table data_exports (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  requested_by uuid references users (id) on delete set null,
  status text not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
  archive bytea,
  expires_at timestamptz not null default now() + interval '1 day',
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'completed') = (archive is not null))
);
create index data_exports_user on data_exports (user_id, id desc);
create index data_exports_requested_by on data_exports (requested_by);
create index data_exports_expires_at on data_exports (expires_at);
create unique index data_exports_one_at_work on data_exports (user_id) where status in ('queued', 'running');

-- Which lines a guest's cart brought into an account's, so that it can be shown and taken back.
create table cart_merges (
  id uuid primary key default uuidv7(),
  cart_id uuid not null references carts (id) on delete cascade,
  guest_cart_id uuid not null references carts (id) on delete cascade,
  lines jsonb not null,
  undone_at timestamptz,
  seen_at timestamptz,
  created_at timestamptz not null default now()
);
create index cart_merges_cart on cart_merges (cart_id, id desc);
create unique index cart_merges_guest_cart on cart_merges (guest_cart_id);
alter table carts drop constraint carts_status_check;
alter table carts add constraint carts_status_check check (status in ('open', 'ordered', 'merged'));

-- Who of the staff did what: looked for by person, by kind of thing and by act.
create index audit_log_actor on audit_log (actor_id, id desc);
create index audit_log_action on audit_log (action, id desc);

create index users_status on users (status, id desc);
create index users_email_words on users using gin ((email::text) gin_trgm_ops);
create index user_profiles_names on user_profiles using gin ((coalesce(first_name, '') || ' ' || coalesce(last_name, '')) gin_trgm_ops);

do $$ declare t text; begin
  foreach t in array array['api_keys', 'data_exports'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;

-- Who has a second factor, and what each active member of the staff may do now.
create view second_factors with (security_invoker = true) as
  select user_id from credentials where kind = 'totp' and confirmed_at is not null;

create view staff_permissions with (security_invoker = true) as
  select distinct ur.user_id, rp.permission
  from user_roles ur
  join users u on u.id = ur.user_id and u.status = 'active'
  join role_permissions rp on rp.role_id = ur.role_id;
