package io.pilothouse.authservice.audit;

import java.util.Locale;

/** What the audit keeps, in the past tense. */
public enum AuditEvent {
  SIGNED_IN,
  SIGN_IN_REFUSED,
  SIGNED_OUT,
  SESSION_REFRESHED,
  REFRESH_TOKEN_REUSED,
  AUTHORIZATION_CODE_REUSED,
  TOKEN_REVOKED,
  SESSIONS_REVOKED,
  PASSWORD_CHANGED,
  PASSWORD_CHANGE_REFUSED,
  PASSWORD_RESET,
  FIRST_ADMINISTRATOR_CREATED,
  USER_CREATED,
  USER_ENABLED,
  USER_DISABLED,
  USER_ROLES_CHANGED,
  ROLE_DEFINED,
  ROLE_REMOVED,
  SERVICE_DEFINED,
  PERMISSION_DEFINED,
  PERMISSION_REMOVED,
  CLIENT_REGISTERED,
  CLIENT_CHANGED,
  CLIENT_REMOVED,
  CLIENT_SIGNED_IN,
  SIGNING_KEY_PUBLISHED,
  SIGNING_KEYS_REVOKED;

  /** As it stands in the table: {@code sign-in-refused}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
