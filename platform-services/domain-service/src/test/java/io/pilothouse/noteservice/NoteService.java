package io.pilothouse.noteservice;

import io.pilothouse.serviceruntime.messaging.MessageHandler;
import io.pilothouse.serviceruntime.messaging.OutgoingMessage;
import io.pilothouse.serviceruntime.spring.messaging.TransactionalOutbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A small service on the runtime: notes in a database, and jobs in a queue. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(NoteService.Notes.class)
class NoteService {

  @Bean
  SecurityFilterChain open(HttpSecurity http) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  /** Writes each job down, and fails after it has when it is told to. */
  @Bean
  MessageHandler jobs(JdbcTemplate jdbc) {
    return message -> {
      jdbc.update("insert into note (text) values (?)", "job " + message.body());
      if (message.body().equals("poison")) {
        throw new IllegalStateException("cannot be done");
      }
    };
  }

  /** Its resources. */
  @RestController
  @Transactional(readOnly = true)
  static class Notes {
    private final JdbcTemplate jdbc;
    private final TransactionalOutbox outbox;

    Notes(JdbcTemplate jdbc, TransactionalOutbox outbox) {
      this.jdbc = jdbc;
      this.outbox = outbox;
    }

    @PostMapping("/notes")
    @Transactional
    public String write(@RequestParam String text, @RequestParam boolean fails) {
      jdbc.update("insert into note (text) values (?)", text);
      outbox.send("jobs", new OutgoingMessage("note-" + text.hashCode(), text));
      if (fails) {
        throw new IllegalStateException("after all was written");
      }
      return text;
    }

    @GetMapping("/notes")
    public List<@Nullable String> read(@RequestParam String text) {
      return jdbc.queryForList("select text from note where text = ?", String.class, text);
    }

    @GetMapping("/place")
    public String place() {
      return String.valueOf(jdbc.queryForObject("select pg_is_in_recovery()", Boolean.class));
    }
  }
}
