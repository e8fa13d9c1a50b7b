-- 0035_publish_people.sql
-- Why: the staff's pages of customers read people, their orders, addresses and consents through views; export and erasure find carts and kept replies by their person.
create index carts_user_id on carts (user_id) where user_id is not null;
create index carts_email on carts (email) where email is not null;
create index idempotency_keys_of_staff on idempotency_keys (scope) where scope like 'staff:%' or scope like 'api_key:%';

create view people with (security_invoker = true) as
  select u.id as user_id, u.email, u.status, u.email_verified_at is not null as verified, u.created_at,
         p.first_name, p.last_name, p.phone, p.locale, p.currency
  from users u left join user_profiles p on p.user_id = u.id;

-- Names as they are searched; the expression is that of the index user_profiles_names.
create view people_names with (security_invoker = true) as
  select user_id, coalesce(first_name, '') || ' ' || coalesce(last_name, '') as name from user_profiles;

create view address_book with (security_invoker = true) as
  select id as address_id, user_id, type, is_default, address, created_at from user_addresses;

create view consent_history with (security_invoker = true) as
  select id as consent_id, user_id, purpose, granted, wording, locale, source, created_at from consents;

create view live_sessions with (security_invoker = true) as
  select id as session_id, user_id, client, last_seen_at from sessions where revoked_at is null and expires_at > now();

create view staff_members with (security_invoker = true) as
  select distinct user_id from user_roles;

create view order_owners with (security_invoker = true) as
  select id as order_id, user_id, number, lower(number || ' ' || replace(number, '-', '')) as number_words, search_text, status, payment_status, fulfillment_status, currency, total,
         base_currency, base_total, placed_at
  from orders where user_id is not null;

-- What waited for an erasure to end comes too late: nothing of an erased person is written again. The lock makes it wait.
create function refuse_erased() returns trigger language plpgsql as $$
declare
  standing text;
begin
  select status into standing from users where id = new.user_id for key share;
  if standing = 'erased' then
    raise exception 'This person was erased' using errcode = '22023';
  end if;
  return new;
end $$;

do $$ declare t text; begin
  foreach t in array array['sessions', 'user_profiles', 'user_addresses', 'credentials'] loop
    execute format('create trigger %I before insert on %I for each row execute function refuse_erased()', t || '_refuse_erased', t);
  end loop;
end $$;
