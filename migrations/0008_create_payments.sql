-- 0008_create_payments.sql
-- Why: the money ledger: one transaction per attempt, an inbox that applies each gateway event once, refunds that never exceed what was captured.
create table transactions (
  id uuid primary key default uuidv7(),
  order_id uuid not null references orders (id),
  idempotency_id uuid unique,
  gateway text not null,
  gateway_transaction_id text,
  method text,
  amount numeric(19,4) not null check (amount > 0 and amount < 1e15),
  currency text not null references currencies (code),
  status text not null check (status in ('created', 'requires_action', 'unknown', 'captured', 'failed', 'cancelled')),
  refunded_amount numeric(19,4) not null default 0,
  failure_code text,
  gateway_response jsonb not null default '{}',
  return_url text,
  next_check_at timestamptz,
  check_count int not null default 0,
  captured_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (gateway, gateway_transaction_id),
  check (refunded_amount >= 0 and refunded_amount <= amount),
  check (refunded_amount = 0 or status = 'captured'),
  check (status <> 'captured' or captured_at is not null)
);
create index transactions_order_id on transactions (order_id);
create index transactions_currency on transactions (currency);
create index transactions_unsettled on transactions (next_check_at) where status in ('created', 'requires_action', 'unknown');

create table refunds (
  id uuid primary key default uuidv7(),
  transaction_id uuid not null references transactions (id),
  order_id uuid not null references orders (id),
  idempotency_id uuid unique,
  gateway_refund_id text,
  amount numeric(19,4) not null check (amount > 0 and amount < 1e15),
  currency text not null references currencies (code),
  status text not null check (status in ('created', 'succeeded', 'failed')),
  reason text not null check (reason in ('order_expired', 'order_cancelled', 'duplicate_payment')),
  next_check_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index refunds_transaction_id on refunds (transaction_id);
create index refunds_order_id on refunds (order_id);
create index refunds_currency on refunds (currency);
create index refunds_open on refunds (next_check_at) where status = 'created';

create table payment_events (
  id uuid primary key default uuidv7(),
  gateway text not null,
  event_id text not null check (char_length(event_id) between 1 and 255),
  payload jsonb not null,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (gateway, event_id)
);
create index payment_events_unhandled on payment_events (received_at) where handled_at is null;

-- The far side of the test gateway: what a real provider would keep. It shares nothing with the tables above but keys.
create table test_gateway_charges (
  id uuid primary key default uuidv7(),
  request_key text not null unique,
  amount text not null,
  currency text not null,
  state text not null check (state in ('waiting', 'succeeded', 'declined')),
  refunded text[] not null default '{}',
  return_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

do $$ declare t text; begin
  foreach t in array array['transactions', 'refunds', 'payment_events', 'test_gateway_charges'] loop
    execute format('create trigger %I before update on %I for each row execute function touch_updated_at()', t || '_touch', t);
  end loop;
end $$;
