package io.pilothouse.serviceruntime.spring.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What a token permits: {@code ROLE_x} for each of its {@code roles}, and each of its {@code
 * permissions} as {@code service:permission}. A permission of another form is left out, so that
 * none can pass for a role.
 */
public final class GrantedPermissions implements Converter<Jwt, Collection<GrantedAuthority>> {

  private static final Pattern PERMISSION = Pattern.compile("[^:\\s]+:[^:\\s]+");

  @Override
  public Collection<GrantedAuthority> convert(Jwt token) {
    List<GrantedAuthority> granted = new ArrayList<>();
    for (var role : texts(token, "roles")) {
      granted.add(new SimpleGrantedAuthority("ROLE_" + role));
    }
    for (var permission : texts(token, "permissions")) {
      if (PERMISSION.matcher(permission).matches()) {
        granted.add(new SimpleGrantedAuthority(permission));
      }
    }
    return granted;
  }

  private static List<String> texts(Jwt token, String claim) {
    return token.getClaims().get(claim) instanceof Collection<?> values
        ? values.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
