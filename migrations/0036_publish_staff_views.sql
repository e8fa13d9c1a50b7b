-- 0036_publish_staff_views.sql
-- Why: who of the staff is who, who is invited and who was seen when are read by other modules; rights that wait for a second factor are no rights yet, not even a key's.

-- Somebody whose role asks for a second factor may do nothing until they have one, and nor may their keys.
create or replace view staff_permissions with (security_invoker = true) as
  select distinct ur.user_id, rp.permission
  from user_roles ur
  join users u on u.id = ur.user_id and u.status = 'active'
  join role_permissions rp on rp.role_id = ur.role_id
  where not exists (
    select from user_roles o
    join roles r on r.id = o.role_id and r.requires_second_factor
    where o.user_id = ur.user_id and not exists (select from second_factors f where f.user_id = ur.user_id)
  );

create view user_cards with (security_invoker = true) as
  select u.id as user_id, u.email, u.status, p.first_name, p.last_name, p.locale, u.created_at
  from users u left join user_profiles p on p.user_id = u.id;

-- The newest invitation of each person that was neither taken, taken back nor ran out.
create view open_invitations with (security_invoker = true) as
  select distinct on (user_id) user_id, payload, created_at, expires_at
  from one_time_tokens
  where kind = 'invitation' and used_at is null and expires_at > now()
  order by user_id, id desc;

create view last_seen with (security_invoker = true) as
  select user_id, max(last_seen_at) as at from sessions group by user_id;
