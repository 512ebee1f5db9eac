-- Who did what, when, from where. Rows are added and never changed, not even by the owner of the table.

CREATE TABLE auth_audit (
  audit_id    bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at timestamptz  NOT NULL,
  event       varchar(40)  NOT NULL,
  actor       varchar(120) NOT NULL,
  subject     varchar(120) NOT NULL,
  address     varchar(64)  NOT NULL,
  detail      varchar(400) NOT NULL
);
CREATE INDEX auth_audit_by_time ON auth_audit (happened_at);
CREATE INDEX auth_audit_by_subject ON auth_audit (subject, happened_at);

CREATE FUNCTION auth_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER auth_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON auth_audit
  FOR EACH STATEMENT EXECUTE FUNCTION auth_audit_is_append_only();

CREATE VIEW auth_login_history AS
  SELECT audit_id, happened_at, subject AS user_name, address, event = 'signed-in' AS succeeded, detail
  FROM auth_audit WHERE event IN ('signed-in', 'sign-in-refused');
