package io.pilothouse.sharedmodel.blueprint;

import java.util.Optional;

/**
 * An Azure region by its programmatic name, such as {@code koreacentral}, with the time zone in
 * which its people work.
 */
public record Region(String primary, Optional<String> disasterRecovery, String timeZone) {}
