-- Answers that carry a secret are kept for a repeat too: sealed with the deployment's secret, and forgotten after a day.
alter table idempotency_keys add column sealed boolean not null default false;
-- The few that are to be forgotten, among all keys ever used.
create index idempotency_keys_sealed on idempotency_keys (city_id, at) where sealed and answer is not null;
