package io.pilothouse.sharedmodel.action;

import java.time.Instant;

/**
 * An operator's word that a plan may run. @param operator who; @param typedName what was typed;
 * must equal the plan's; @param how desktop, or command line with --yes
 */
public record Approval(String operator, String typedName, Instant at, String how) {}
