-- grants.sql
-- Why: the application's role owns nothing and may not rewrite history. Run by the migrator after every migration, so that new tables are reached too.
grant usage on schema public to tradewind_app;
grant select, insert, update, delete on all tables in schema public to tradewind_app;
grant usage, select on all sequences in schema public to tradewind_app;
grant execute on all functions in schema public to tradewind_app;
-- Partitions are reached through their parents only, or history could be rewritten behind them.
do $$ declare part regclass; begin
  for part in select oid from pg_class where relispartition and relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute format('revoke all on %s from tradewind_app', part);
  end loop;
end $$;
revoke insert, update, delete on schema_migrations from tradewind_app;
revoke update, delete, truncate on audit_log, stock_movements, events, consents from tradewind_app;
revoke delete, truncate on users, transactions, refunds, orders, order_items, order_events from tradewind_app;
grant usage on schema pgboss to tradewind_app;
grant select, insert, update, delete on all tables in schema pgboss to tradewind_app;
grant execute on all functions in schema pgboss to tradewind_app;
