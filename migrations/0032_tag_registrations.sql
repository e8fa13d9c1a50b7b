-- 0032_tag_registrations.sql
-- Why: eight bits of a keyed digest say whether a password can be the one registered with, so that a wrong sign-in costs one slow hash and not two.
alter table registrations add column password_tag smallint not null default 0 check (password_tag between 0 and 255);
