-- 0037_create_audit_exports.sql
-- Why: the audit log is searched by any word in it, names whoever acted, and is handed out as a file that a job writes piece by piece.
create view audit_actors with (security_invoker = true) as
  select u.id as actor_id, nullif(trim(concat_ws(' ', p.first_name, p.last_name)), '') as name, u.email::text as email
  from users u left join user_profiles p on p.user_id = u.id
  union all
  select id, name, null from api_keys;

create index audit_log_words on audit_log using gin
  ((action || ' ' || object_id || ' ' || coalesce(before::text, '') || ' ' || coalesce(after::text, '')) gin_trgm_ops);

create table audit_exports (
  id uuid primary key default uuidv7(),
  filter jsonb not null,
  -- Entries newer than the request are not in the file.
  until_id uuid not null,
  status text not null default 'queued' check (status in ('queued', 'completed')),
  rows int not null default 0 check (rows >= 0),
  expires_at timestamptz not null default now() + interval '1 day',
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'completed') = (completed_at is not null))
);
create index audit_exports_expires_at on audit_exports (expires_at);

create table audit_export_parts (
  export_id uuid not null references audit_exports (id) on delete cascade,
  number int not null,
  -- Where the next part goes on, also after a worker died.
  last_id uuid not null,
  content text not null,
  primary key (export_id, number)
);

create trigger audit_exports_touch before update on audit_exports for each row execute function touch_updated_at();
