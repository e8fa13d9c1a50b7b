-- 0003_create_users_and_auth.sql
-- Why: one table of people for shoppers and staff; an account may have several ways in, and none is special in the schema.
create table users (
  id uuid primary key default uuidv7(),
  email citext not null unique check (char_length(email::text) between 3 and 254),
  status text not null default 'active' check (status in ('pending', 'active', 'disabled', 'erased')),
  email_verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table user_profiles (
  user_id uuid primary key references users (id) on delete cascade,
  first_name text check (char_length(first_name) <= 100),
  last_name text check (char_length(last_name) <= 100),
  phone text check (char_length(phone) <= 40),
  locale text references languages (code),
  currency text references currencies (code),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_profiles_locale on user_profiles (locale);
create index user_profiles_currency on user_profiles (currency);

create table user_addresses (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  type text not null check (type in ('shipping', 'billing')),
  is_default boolean not null default false,
  address jsonb not null,
  country_code text not null references countries (code),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_addresses_user_id on user_addresses (user_id);
create index user_addresses_country_code on user_addresses (country_code);
create unique index user_addresses_one_default on user_addresses (user_id, type) where is_default;

create table credentials (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  kind text not null check (kind in ('password', 'totp', 'passkey', 'openid')),
  secret text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index credentials_user_id on credentials (user_id);
create unique index credentials_one_password on credentials (user_id) where kind = 'password';

create table roles (
  id uuid primary key default uuidv7(),
  code text not null unique check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null,
  is_builtin boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table role_permissions (
  role_id uuid not null references roles (id) on delete cascade,
  permission text not null check (permission ~ '^[a-z_]+\.[a-z_]+$'),
  created_at timestamptz not null default now(),
  primary key (role_id, permission)
);

create table user_roles (
  user_id uuid not null references users (id) on delete cascade,
  role_id uuid not null references roles (id) on delete restrict,
  created_at timestamptz not null default now(),
  primary key (user_id, role_id)
);
create index user_roles_role_id on user_roles (role_id);

-- One row a device: the family of its rotating refresh tokens. Only hashes are kept.
create table sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id) on delete cascade,
  client text not null check (client in ('storefront', 'admin')),
  refresh_hash bytea not null unique,
  generation int not null default 1,
  rotated_at timestamptz,
  user_agent text,
  ip inet,
  authenticated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text check (revoked_reason in ('logout', 'refresh_reused', 'password_changed', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user_id on sessions (user_id);
create index sessions_expires_at on sessions (expires_at);

-- Earlier tokens of a family, so that a used one presented again is recognised.
create table used_refresh_tokens (
  refresh_hash bytea primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  used_at timestamptz not null default now()
);
create index used_refresh_tokens_session_id on used_refresh_tokens (session_id);

create table login_attempts (
  id uuid primary key default uuidv7(),
  email_hash bytea not null,
  ip inet,
  succeeded boolean not null,
  created_at timestamptz not null default now()
);
create index login_attempts_email on login_attempts (email_hash, created_at desc);
create index login_attempts_created_at on login_attempts (created_at);

do $$ declare t text; begin
  foreach t in array array['users', 'user_profiles', 'user_addresses', 'credentials', 'roles', 'sessions'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
