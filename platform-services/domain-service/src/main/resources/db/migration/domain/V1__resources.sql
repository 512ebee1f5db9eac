create table resource (
  id uuid primary key,
  owner text not null,
  document jsonb not null,
  version bigint not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index resource_by_owner on resource (owner, id);

create table idempotency_key (
  subject text not null,
  key text not null,
  digest text not null,
  resource uuid not null,
  created_at timestamptz not null,
  primary key (subject, key)
);

create table history (
  event text primary key,
  resource uuid not null,
  kind text not null,
  source text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null
);
create index history_by_resource on history (resource, happened_at, event);

create table operation (
  id uuid primary key,
  resource uuid not null,
  state text not null,
  requested_at timestamptz not null,
  ended_at timestamptz,
  result jsonb,
  problem text
);
