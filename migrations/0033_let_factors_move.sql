-- 0033_let_factors_move.sql
-- Why: who gets a new phone sets up its factor while the old one still stands; the new one takes its place when it is confirmed.
drop index credentials_one_totp;
create unique index credentials_one_totp on credentials (user_id, (confirmed_at is null)) where kind = 'totp';
