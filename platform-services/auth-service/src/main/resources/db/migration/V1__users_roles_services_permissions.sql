-- Who may sign in, and what they may do. A permission belongs to a service and is written service:permission in tokens.

CREATE TABLE auth_users (
  user_id              uuid         PRIMARY KEY DEFAULT gen_random_uuid(),
  user_name            varchar(100) NOT NULL UNIQUE CHECK (user_name ~ '^[a-z0-9][a-z0-9._@-]*$'),
  password_hash        varchar(72)  NOT NULL,
  password_changed_at  timestamptz  NOT NULL,
  password_must_change boolean      NOT NULL,
  status               varchar(8)   NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'DISABLED')),
  last_sign_in_at      timestamptz,
  created_at           timestamptz  NOT NULL
);

CREATE TABLE auth_password_history (
  user_id       uuid        NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  password_hash varchar(72) NOT NULL,
  replaced_at   timestamptz NOT NULL,
  PRIMARY KEY (user_id, replaced_at)
);

CREATE TABLE auth_services (
  service_id varchar(63)  PRIMARY KEY CHECK (service_id ~ '^[a-z0-9][a-z0-9-]*$'),
  name       varchar(200) NOT NULL
);

CREATE TABLE auth_permissions (
  service_id  varchar(63)  NOT NULL REFERENCES auth_services ON DELETE CASCADE,
  permission  varchar(63)  NOT NULL CHECK (permission ~ '^[a-z0-9][a-z0-9-]*$'),
  description varchar(200) NOT NULL,
  PRIMARY KEY (service_id, permission)
);

CREATE TABLE auth_roles (
  role        varchar(63)  PRIMARY KEY CHECK (role ~ '^[A-Z][A-Z0-9_]*$'),
  description varchar(200) NOT NULL
);

CREATE TABLE auth_role_permissions (
  role       varchar(63) NOT NULL REFERENCES auth_roles ON DELETE CASCADE,
  service_id varchar(63) NOT NULL,
  permission varchar(63) NOT NULL,
  PRIMARY KEY (role, service_id, permission),
  FOREIGN KEY (service_id, permission) REFERENCES auth_permissions ON DELETE CASCADE
);
CREATE INDEX auth_role_permissions_by_permission ON auth_role_permissions (service_id, permission);

CREATE TABLE auth_user_roles (
  user_id uuid        NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  role    varchar(63) NOT NULL REFERENCES auth_roles ON DELETE CASCADE,
  PRIMARY KEY (user_id, role)
);
CREATE INDEX auth_user_roles_by_role ON auth_user_roles (role);

INSERT INTO auth_services VALUES ('auth-service', 'Sign-in and tokens');
INSERT INTO auth_permissions VALUES
  ('auth-service', 'manage-users',   'Create, change, disable users and give them roles'),
  ('auth-service', 'manage-roles',   'Define services, permissions and roles'),
  ('auth-service', 'manage-clients', 'Register services that sign in by themselves'),
  ('auth-service', 'manage-keys',    'Rotate signing keys'),
  ('auth-service', 'read-audit',     'Read the audit and the login history');
INSERT INTO auth_roles VALUES
  ('ADMINISTRATOR', 'Administers users, roles, clients and keys'),
  ('OPERATOR', 'Operates the system from the desktop');
INSERT INTO auth_role_permissions SELECT 'ADMINISTRATOR', service_id, permission FROM auth_permissions;
