package io.pilothouse.deployer.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.sharedmodel.blueprint.AlertRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One action group for each way by which a document's alerts reach people. */
final class ActionGroups {
  private static final int SHORT_NAME = 12;

  private final Draft draft;
  private final Map<Channel, String> written = new LinkedHashMap<>();

  ActionGroups(Draft draft) {
    this.draft = draft;
  }

  /** How people are told. */
  enum Channel {
    TEAMS,
    EMAIL,
    SMS,
    PAGERDUTY;

    static Optional<Channel> of(String words) {
      String text = words.toLowerCase(Locale.ROOT);
      if (text.contains("teams")) {
        return Optional.of(TEAMS);
      }
      if (text.contains("mail") || text.contains("이메일") || text.equals("notification")) {
        return Optional.of(EMAIL);
      }
      if (text.contains("sms") || text.contains("문자")) {
        return Optional.of(SMS);
      }
      return text.contains("pagerduty") ? Optional.of(PAGERDUTY) : Optional.empty();
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ids of the groups that a rule tells. */
  List<String> of(AlertRule rule) {
    rule.channels().stream()
        .filter(words -> Channel.of(words).isEmpty())
        .forEach(words -> draft.correct(rule.id(), "channels", words, "no-channel", words));
    return rule.channels().stream()
        .flatMap(words -> Channel.of(words).stream())
        .distinct()
        .map(channel -> written.computeIfAbsent(channel, this::write))
        .toList();
  }

  private String write(Channel channel) {
    String word = channel.word();
    return draft.add(
        ResourceType.ACTION_GROUP,
        draft.names().of(ResourceType.ACTION_GROUP, "ag", word),
        Optional.empty(),
        List.of(),
        Json.object("properties", properties(channel, word)));
  }

  private ObjectNode properties(Channel channel, String word) {
    ObjectNode properties =
        Json.object(
            "groupShortName",
            word.substring(0, Math.min(SHORT_NAME, word.length())),
            "enabled",
            true);
    switch (channel) {
      case TEAMS, PAGERDUTY ->
          address(word + "Webhook", true)
              .ifPresent(address ->
                  properties.set(
                      "webhookReceivers",
                      Json.list(
                          Json.object(
                              "name", word, "serviceUri", address, "useCommonAlertSchema", true))));
      case EMAIL ->
          address("emailAddress", false)
              .ifPresent(address ->
                  properties.set(
                      "emailReceivers",
                      Json.list(
                          Json.object(
                              "name",
                              word,
                              "emailAddress",
                              address,
                              "useCommonAlertSchema",
                              true))));
      case SMS ->
          address("smsNumber", false)
              .ifPresent(address ->
                  properties.set(
                      "smsReceivers",
                      Json.list(
                          Json.object("name", word, "countryCode", "82", "phoneNumber", address))));
    }
    return properties;
  }

  /** The parameter that holds an address, if the operator has given one. */
  private Optional<String> address(String parameter, boolean secret) {
    if (!draft.target().choices().parameters().containsKey(parameter)) {
      draft.assume("alertRules", "channels", "-", "no-address", parameter);
      return Optional.empty();
    }
    return Optional.of(draft.parameter(parameter, secret, Optional.empty()));
  }
}
