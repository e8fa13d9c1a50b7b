-- 0030_publish_report_views.sql
-- Why: who a person is to auth, and what orders are to the dashboard, without a statement reaching into a neighbour's tables.
create view user_standing with (security_invoker = true) as
  select id as user_id, email, status, email_verified_at is not null as email_verified from users;

create view order_facts with (security_invoker = true) as
  select id as order_id, placed_at, status, payment_status, fulfillment_status, base_currency, base_total from orders;
