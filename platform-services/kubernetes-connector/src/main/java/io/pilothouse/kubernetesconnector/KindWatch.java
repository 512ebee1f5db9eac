package io.pilothouse.kubernetesconnector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.pilothouse.sharedmodel.estate.ResourceId;
import io.pilothouse.sharedmodel.sentence.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the objects of one kind in pages and watches them, and goes on trying. Of each object its
 * informer keeps the name and the version only. Where all namespaces are forbidden it watches the
 * one that the context names. Safe for threads.
 */
final class KindWatch {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);
  private static final long PAGE = 500;

  /** A failure that is over sooner is not worth a word. */
  static final Duration GRACE = Duration.ofSeconds(8);

  /** Hears what a watch sees; may be called on any thread, for one kind one call at a time. */
  interface Listener {
    void put(HasMetadata object);

    void removed(HasMetadata object);

    /** All that there is was put. */
    void listed(Kind kind, Set<String> uids, Set<ResourceId> ids);
  }

  private final Kind kind;
  private final KubernetesClient client;
  private final Listener listener;
  private final InstantSource clock;
  private final Executor executor;

  // guarded by this
  private @Nullable Run run;

  KindWatch(
      Kind kind,
      KubernetesClient client,
      Listener listener,
      InstantSource clock,
      Executor executor) {
    this.kind = kind;
    this.client = client;
    this.listener = listener;
    this.clock = clock;
    this.executor = executor;
  }

  synchronized void start() {
    stop();
    Run started = new Run(Optional.empty());
    run = started;
    started.start();
  }

  synchronized void stop() {
    if (run != null) {
      run.stop();
      run = null;
    }
  }

  Kind kind() {
    return kind;
  }

  /** Whether everything that may be seen was listed and is being watched. */
  synchronized boolean listed() {
    return run != null && run.listed && run.failure == null;
  }

  /**
   * What is seen of this kind in full: its namespaces, none of them for all; empty while it is not
   * all listed and watched.
   */
  synchronized Optional<Set<String>> coverage() {
    Run current = run;
    return current != null
            && current.listed
            && current.failure == null
            && current.failing().isEmpty()
        ? Optional.of(current.namespace.map(Set::of).orElse(Set.of()))
        : Optional.empty();
  }

  /** What keeps it from being watched for longer than a moment; at once if it is not allowed. */
  synchronized Optional<Failure> failing() {
    return run == null ? Optional.empty() : run.failing();
  }

  /** One sentence on what is not seen of this kind. */
  synchronized Optional<Sentence> missing() {
    Run current = run;
    if (current == null) {
      return Optional.empty();
    }
    return current
        .failing()
        .map(f -> Sentence.of("kubernetes.unseen", kind.title(), f.sentence()))
        .or(() ->
            current.namespace.map(n -> Sentence.of("kubernetes.one-namespace", kind.title(), n)));
  }

  private synchronized void restrict(Run denied) {
    if (run == denied) {
      denied.stop();
      Run restricted = new Run(Optional.of(client.getNamespace()));
      run = restricted;
      restricted.start();
    }
  }

  /** One life of an informer. */
  private final class Run {
    private final Optional<String> namespace;
    private final Set<String> uids = new HashSet<>();
    private final Set<ResourceId> ids = new HashSet<>();
    private @Nullable SharedIndexInformer<?> informer;
    private volatile boolean stopped;
    // guarded by KindWatch.this
    private boolean listed;
    private @Nullable Failure failure;
    private @Nullable Instant failingSince;
    private @Nullable Instant silentSince;

    Run(Optional<String> namespace) {
      this.namespace = namespace;
    }

    void start() {
      informer = start(kind.in(client, namespace).withLimit(PAGE), kind);
    }

    private <T extends HasMetadata> SharedIndexInformer<?> start(Informable<T> objects, Kind kind) {
      SharedIndexInformer<T> made = objects.runnableInformer(0);
      @SuppressWarnings("unchecked") // a kind's objects and its blank are of one class
      NamesOnlyStore<T> store = new NamesOnlyStore<>(() -> (T) kind.blank());
      made.itemStore(store);
      made.addEventHandler(handler());
      made.exceptionHandler((started, thrown) -> failed(thrown));
      var unused = made.start().exceptionally(stoppedEarly -> null);
      return made;
    }

    void stop() {
      stopped = true;
      if (informer != null) {
        informer.stop();
      }
    }

    Optional<Failure> failing() {
      Instant now = clock.instant();
      if (failure != null && failingSince != null) {
        boolean denied =
            failure.kind() == Failure.Kind.FORBIDDEN
                || failure.kind() == Failure.Kind.NOT_FOUND
                || failure.kind() == Failure.Kind.SIGN_IN;
        return denied || failingSince.plus(GRACE).isBefore(now)
            ? Optional.of(failure)
            : Optional.empty();
      }
      if (!listed || informer == null || informer.isWatching()) {
        silentSince = null;
        return Optional.empty();
      }
      silentSince = silentSince == null ? now : silentSince;
      return silentSince.plus(GRACE).isBefore(now)
          ? Optional.of(new Failure(Failure.Kind.NO_ANSWER, Sentence.of("kubernetes.not-streamed")))
          : Optional.empty();
    }

    /**
     * @return whether the informer tries again
     */
    private boolean failed(Throwable thrown) {
      if (stopped) {
        return false;
      }
      Failure what = Failure.of(thrown, client.getMasterUrl().toString());
      boolean first;
      synchronized (KindWatch.this) {
        first = failure == null || failure.kind() != what.kind();
        failingSince = failure == null ? clock.instant() : failingSince;
        failure = what;
      }
      if (first) {
        LOG.info("source=kubernetes kind={} failing reason=\"{}\"", kind, what.sentence());
      }
      if (what.kind() == Failure.Kind.FORBIDDEN
          && namespace.isEmpty()
          && kind.namespaced()
          && PlatformText.text(client.getNamespace()).isPresent()) {
        executor.execute(() -> restrict(this));
        return false;
      }
      return true;
    }

    private <T extends HasMetadata> ResourceEventHandler<T> handler() {
      return new ResourceEventHandler<>() {
        @Override
        public void onAdd(T object) {
          put(object);
        }

        @Override
        public void onUpdate(T before, T object) {
          put(object);
        }

        @Override
        public void onDelete(T object, boolean unknown) {
          if (!stopped) {
            uids.remove(object.getMetadata().getUid());
            ids.remove(id(object));
            listener.removed(object);
          }
        }

        @Override
        public void onList(String resourceVersion, boolean empty) {
          if (stopped) {
            return;
          }
          synchronized (KindWatch.this) {
            if (failure != null) {
              LOG.info("source=kubernetes kind={} seen again", kind);
            }
            failure = null;
            failingSince = null;
          }
          if (!listed) {
            listener.listed(kind, Set.copyOf(uids), Set.copyOf(ids));
          }
          uids.clear();
          ids.clear();
          synchronized (KindWatch.this) {
            listed = true;
          }
        }

        private void put(T object) {
          if (stopped) {
            return;
          }
          if (!listed) {
            uids.add(object.getMetadata().getUid());
            ids.add(id(object));
          }
          listener.put(object);
        }
      };
    }
  }

  /** The id by which an object of any kind is known. */
  static ResourceId id(HasMetadata object) {
    String name = object.getMetadata().getName();
    return PlatformText.text(object.getMetadata().getNamespace())
        .map(namespace -> ResourceId.kubernetes(object.getKind(), namespace, name))
        .orElseGet(() -> ResourceId.kubernetes(object.getKind(), name));
  }
}
