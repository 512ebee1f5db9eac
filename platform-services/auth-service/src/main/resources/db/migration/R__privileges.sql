-- The application's role reads and writes rows, and has no more: no DDL, no change to the audit, nothing in Flyway's table.
-- Runs again whenever it or a role's name changes: ${application_role}, ${monitoring_role}.

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
  IF '${application_role}' <> current_user THEN
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "${application_role}";
    GRANT USAGE ON SCHEMA public TO "${application_role}";
    GRANT SELECT, INSERT, UPDATE, DELETE ON
      auth_users, auth_password_history, auth_services, auth_permissions, auth_roles, auth_role_permissions, auth_user_roles,
      auth_sessions, auth_refresh_tokens, auth_attempts, auth_clients, auth_authorization_codes, auth_signing_keys
      TO "${application_role}";
    GRANT SELECT, INSERT ON auth_audit TO "${application_role}";
    GRANT SELECT ON auth_login_history TO "${application_role}";
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${monitoring_role}') THEN
    GRANT USAGE ON SCHEMA public TO "${monitoring_role}";
    GRANT SELECT ON auth_services, auth_permissions, auth_roles, auth_role_permissions, auth_user_roles, auth_audit, auth_login_history
      TO "${monitoring_role}";
  END IF;
END $$;
