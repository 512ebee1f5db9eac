-- The runtime's own tables. Repeatable, so that its number cannot meet one of the service's.

create table if not exists outbox_message (
  position bigint generated always as identity primary key,
  id text not null unique,
  queue text not null,
  session text,
  body text not null,
  property_names text[] not null,
  property_values text[] not null,
  reply_queue text,
  reply_session text,
  correlation text,
  created_at timestamptz not null default now(),
  refused_at timestamptz,
  refusal text
);

comment on table outbox_message is 'Messages that are sent because their transaction was committed; a row goes when the broker has it';
comment on column outbox_message.refusal is 'Why the broker never takes it; such a row stays for a person to look at';

create table if not exists handled_message (
  consumer text not null,
  id text not null,
  handled_at timestamptz not null default now(),
  primary key (consumer, id)
);

create index if not exists handled_message_age on handled_message (handled_at);

comment on table handled_message is 'Messages whose effect is in the database, so that one which comes again has none';
