-- Sessions are families of refresh tokens. No token and no code is kept, only its SHA-256.

CREATE TABLE auth_sessions (
  session_id          uuid         PRIMARY KEY,
  user_id             uuid         NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  client_id           varchar(100) NOT NULL,
  address             varchar(64)  NOT NULL,
  started_at          timestamptz  NOT NULL,
  expires_at          timestamptz  NOT NULL,
  generation          int          NOT NULL,
  generation_began_at timestamptz  NOT NULL,
  revoked_at          timestamptz
);
CREATE INDEX auth_sessions_of_user ON auth_sessions (user_id) WHERE revoked_at IS NULL;
CREATE INDEX auth_sessions_by_expiry ON auth_sessions (expires_at);

CREATE TABLE auth_refresh_tokens (
  token_hash bytea       PRIMARY KEY,
  session_id uuid        NOT NULL REFERENCES auth_sessions ON DELETE CASCADE,
  generation int         NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX auth_refresh_tokens_of_session ON auth_refresh_tokens (session_id);

-- Wrong passwords by account and by address; the subject is a SHA-256, so that no guessed name is kept.
CREATE TABLE auth_attempts (
  kind           varchar(7)  NOT NULL CHECK (kind IN ('ACCOUNT', 'ADDRESS')),
  subject        bytea       NOT NULL,
  failures       int         NOT NULL,
  last_failed_at timestamptz NOT NULL,
  locked_until   timestamptz,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX auth_attempts_by_time ON auth_attempts (last_failed_at);

-- A secret is 256 random bits, so a plain SHA-256 keeps it. A client without one is public and must use PKCE.
CREATE TABLE auth_clients (
  client_id     varchar(100) PRIMARY KEY CHECK (client_id ~ '^[a-z0-9][a-z0-9-]*$'),
  name          varchar(200) NOT NULL,
  secret_hash   bytea,
  redirect_uris text[]       NOT NULL,
  permissions   text[]       NOT NULL,
  created_at    timestamptz  NOT NULL,
  CHECK (secret_hash IS NOT NULL OR cardinality(redirect_uris) > 0)
);
INSERT INTO auth_clients VALUES
  ('pilothouse-desktop', 'Pilothouse desktop', NULL, ARRAY['http://127.0.0.1/callback', 'http://[::1]/callback'], ARRAY[]::text[], now());

CREATE TABLE auth_authorization_codes (
  authorization_id uuid         PRIMARY KEY,
  code_hash        bytea        NOT NULL UNIQUE,
  client_id        varchar(100) NOT NULL REFERENCES auth_clients ON DELETE CASCADE,
  user_id          uuid         NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  redirect_uri     text         NOT NULL,
  scopes           text[]       NOT NULL,
  code_challenge   varchar(128) NOT NULL,
  nonce            varchar(512),
  state            varchar(512),
  authenticated_at timestamptz  NOT NULL,
  issued_at        timestamptz  NOT NULL,
  expires_at       timestamptz  NOT NULL,
  redeemed_at      timestamptz
);
CREATE INDEX auth_authorization_codes_by_expiry ON auth_authorization_codes (expires_at);

-- The private half is sealed with AES-256-GCM under a key that is not in this database.
CREATE TABLE auth_signing_keys (
  key_id      varchar(64) PRIMARY KEY,
  public_key  text        NOT NULL,
  private_key bytea       NOT NULL,
  created_at  timestamptz NOT NULL,
  signs_from  timestamptz NOT NULL
);
