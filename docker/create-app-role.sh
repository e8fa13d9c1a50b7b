#!/bin/sh
# The role the application works as: it may sign in, and owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role tradewind_app login password :'password';
SQL
