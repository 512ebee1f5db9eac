package io.pilothouse.localtwin.kubernetes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pilothouse.localtwin.kubernetes.model.ApiFailure;
import io.pilothouse.localtwin.kubernetes.model.FieldSelector;
import io.pilothouse.localtwin.kubernetes.model.Json;
import io.pilothouse.localtwin.kubernetes.model.KubeObject;
import io.pilothouse.localtwin.kubernetes.model.LabelSelector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
  private static final StorageKind PODS = new StorageKind("", "pods");

  private final ObjectStore store = new ObjectStore(5);

  @Test
  void theSecondOfTwoWritersLoses() {
    KubeObject read = store.create(PODS, pod("a", "x"));
    store.update(PODS, read, pod("a", "y"));
    assertThatThrownBy(() -> store.update(PODS, read, pod("a", "z")))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(409);
              assertThat(failure)
                  .hasMessage(
                      "Operation cannot be fulfilled on pods \"a\": the object has been modified;"
                          + " please apply your changes to the latest version and try again");
            });
  }

  @Test
  void aWatchResumesWithoutAGap() throws InterruptedException {
    KubeObject first = store.create(PODS, pod("a", "x"));
    store.create(PODS, pod("b", "x"));
    KubeObject changed = store.update(PODS, first, pod("a", "y"));
    try (Watch watch = store.watch(PODS, Selection.everything(), first.resourceVersion())) {
      store.delete(PODS, changed);
      assertThat(read(watch)).containsExactly("ADDED b", "MODIFIED a", "DELETED a");
      assertThat(watch.caughtUpTo()).contains(store.revision());
    }
  }

  @Test
  void aRevisionThatIsTooOldIsGone() {
    long start = store.create(PODS, pod("a", "x")).resourceVersion();
    for (int i = 0; i < 10; i++) {
      store.create(PODS, pod("p" + i, "x"));
    }
    assertThatThrownBy(() -> store.watch(PODS, Selection.everything(), start))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(410));
  }

  @Test
  void anObjectThatLeavesTheSelectionIsDeletedForItsWatcher() throws InterruptedException {
    Selection onlyX = new Selection("t", LabelSelector.parse("app=x"), FieldSelector.EVERYTHING);
    try (Watch watch = store.watch(PODS, onlyX, store.revision())) {
      KubeObject a = store.create(PODS, pod("a", "x"));
      KubeObject moved = store.update(PODS, a, pod("a", "y"));
      store.update(PODS, moved, pod("a", "x"));
      assertThat(read(watch)).containsExactly("ADDED a", "DELETED a", "ADDED a");
    }
  }

  @Test
  void pagesAddUpToTheWhole() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      store.create(PODS, pod(name, "x"));
    }
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      ListPage page = store.list(PODS, Selection.everything(), 2, token);
      page.items().forEach(item -> names.add(item.name()));
      token = page.continuation();
    } while (!token.isEmpty());
    assertThat(names).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void selectorsAreReadAsKubectlWritesThem() {
    assertThat(LabelSelector.parse("a=b,c in (d,e),!f,g").toString())
        .isEqualTo("!f,a=b,c in (d,e),g");
    assertThat(LabelSelector.parse("app!=x").matches(java.util.Map.of())).isTrue();
    KubeObject pod = KubeObject.of(pod("a", "x"));
    assertThat(FieldSelector.parse("metadata.name=a,status.phase!=Failed").matches(pod)).isTrue();
    assertThat(FieldSelector.parse("spec.nodeName=n").matches(pod)).isFalse();
  }

  private static List<String> read(Watch watch) throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Optional<ObjectChange> change = watch.next(Duration.ofMillis(50));
    while (change.isPresent()) {
      seen.add(change.get().type() + " " + change.get().after().name());
      change = watch.next(Duration.ofMillis(50));
    }
    return seen;
  }

  private static ObjectNode pod(String name, String app) {
    return Json.parse(
        """
        {"kind":"Pod","metadata":{"name":"%s","namespace":"t","uid":"%s","labels":{"app":"%s"}}}
        """
            .formatted(name, name, app));
  }
}
