-- 0001_create_platform.sql
-- Why: what every module stands on: idempotency, the outbox, the audit log, schedules and the development mailbox.
create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- The smallest UUIDv7 of a moment: the bound of a partition and of a query by time.
create function uuidv7_floor(moment timestamptz) returns uuid language sql immutable strict parallel safe as $$
  select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;

-- Months ahead get a partition of their own; security definer, since the application owns nothing.
create function ensure_partitions(parent regclass, months_ahead int default 3) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  month date := date_trunc('month', now() at time zone 'UTC')::date;
  part text;
begin
  for i in 0..months_ahead loop
    part := format('%s_%s', parent::text, to_char(month, 'YYYYMM'));
    if to_regclass(part) is null then
      execute format('create table public.%I partition of %s for values from (%L) to (%L)', part, parent,
        uuidv7_floor(month::timestamp at time zone 'UTC'),
        uuidv7_floor((month + interval '1 month') at time zone 'UTC'));
    end if;
    month := (month + interval '1 month')::date;
  end loop;
end $$;

create table settings (
  key text primary key check (key ~ '^[a-z][a-z0-9_.]{0,63}$'),
  value jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table idempotency_keys (
  id uuid primary key default uuidv7(),
  scope text not null,
  key text not null check (char_length(key) between 1 and 255),
  request_hash bytea not null,
  state text not null check (state in ('running', 'done', 'open')),
  owner uuid not null,
  leased_until timestamptz not null,
  reply jsonb,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (scope, key),
  check (state <> 'done' or reply is not null)
);
create index idempotency_keys_expires_at on idempotency_keys (expires_at);

create table events (
  id uuid not null default uuidv7() primary key,
  name text not null check (name ~ '^[a-z_]+\.[a-z_]+$'),
  object_type text not null,
  object_id uuid not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
) partition by range (id);
create table events_default partition of events default;
create index events_object on events (object_type, object_id, id);

create table handled (
  listener text not null,
  event_id uuid not null,
  handled_at timestamptz not null default now(),
  primary key (listener, event_id)
);

create table schedule_runs (
  name text not null,
  slot timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (name, slot)
);

create table audit_log (
  id uuid not null default uuidv7() primary key,
  actor_type text not null check (actor_type in ('staff', 'api_key', 'system')),
  actor_id uuid,
  action text not null,
  object_type text not null,
  object_id text not null,
  before jsonb,
  after jsonb,
  ip inet,
  request_id text,
  created_at timestamptz not null default now()
) partition by range (id);
create table audit_log_default partition of audit_log default;
create index audit_log_object on audit_log (object_type, object_id, id desc);

create table development_mails (
  id uuid primary key default uuidv7(),
  job_id uuid unique,
  recipient citext not null,
  subject text not null,
  text_body text not null,
  html_body text not null,
  locale text not null,
  created_at timestamptz not null default now()
);
create index development_mails_recipient on development_mails (recipient, id desc);

create trigger settings_touch before update on settings for each row execute function touch_updated_at();
create trigger idempotency_keys_touch before update on idempotency_keys for each row execute function touch_updated_at();
select ensure_partitions('events'), ensure_partitions('audit_log');
