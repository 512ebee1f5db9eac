package io.pilothouse.azureconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
  @Test
  void readsUserPasswordHostAndDatabase() {
    DatabaseAddress address =
        DatabaseAddress.parse("postgresql://trip:p%40ss+word@10.0.0.5:6432/trips");

    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://10.0.0.5:6432/trips");
    assertThat(address.credentials()).isEqualTo(Map.of("user", "trip", "password", "p@ss+word"));
  }

  @Test
  void keepsSeveralHostsAndAsksForThePrimaryAmongThem() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgres://u@a:1,b:2/db?target_session_attrs=read-write&sslmode=require&other=1");

    assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://a:1,b:2/db");
    assertThat(address.credentials())
        .isEqualTo(Map.of("user", "u", "targetServerType", "primary", "sslmode", "require"));
  }

  @Test
  void refusesAnotherFormWithoutRepeatingIt() {
    assertThatThrownBy(() -> DatabaseAddress.parse("mysql://root:secret@host/db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void doesNotShowThePassword() {
    assertThat(DatabaseAddress.parse("postgresql://u:secret@h/db").toString())
        .doesNotContain("secret");
  }
}
