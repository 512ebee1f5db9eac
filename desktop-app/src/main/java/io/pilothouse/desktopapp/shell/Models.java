package io.pilothouse.desktopapp.shell;

import io.pilothouse.desktopapp.actions.ActionsViewModel;
import io.pilothouse.desktopapp.alerts.AlertsViewModel;
import io.pilothouse.desktopapp.cache.CacheViewModel;
import io.pilothouse.desktopapp.data.DataViewModel;
import io.pilothouse.desktopapp.design.DesignViewModel;
import io.pilothouse.desktopapp.design.ReviewViewModel;
import io.pilothouse.desktopapp.inspector.InspectorViewModel;
import io.pilothouse.desktopapp.live.LiveSession;
import io.pilothouse.desktopapp.live.SeriesFeeds;
import io.pilothouse.desktopapp.navigation.Navigation;
import io.pilothouse.desktopapp.navigation.ViewId;
import io.pilothouse.desktopapp.scaling.ScalingViewModel;
import io.pilothouse.desktopapp.topology.TopologyViewModel;
import io.pilothouse.desktopapp.why.WhyViewModel;
import java.util.concurrent.Executor;

/**
 * The view models of one open system. They outlive their views, which come and go with the look.
 */
record Models(
    Navigation navigation,
    TopologyViewModel topology,
    ScalingViewModel scaling,
    DataViewModel data,
    CacheViewModel cache,
    AlertsViewModel alerts,
    ActionsViewModel actions,
    DesignViewModel design,
    ReviewViewModel review,
    InspectorViewModel inspector,
    WhyViewModel why,
    SeriesFeeds feeds)
    implements AutoCloseable {
  static Models of(LiveSession live, Navigation navigation, String operator, Executor background) {
    var feeds = new SeriesFeeds(live);
    var actions = new ActionsViewModel(live, operator);
    return new Models(
        navigation,
        new TopologyViewModel(live, background),
        new ScalingViewModel(live, feeds),
        new DataViewModel(live, feeds),
        new CacheViewModel(live, feeds),
        new AlertsViewModel(live),
        actions,
        new DesignViewModel(live),
        new ReviewViewModel(live, background),
        new InspectorViewModel(live, feeds, navigation, actions),
        new WhyViewModel(live, navigation),
        feeds);
  }

  /** Whether nothing that the open view asked for is still on its way. */
  boolean settled() {
    boolean guarded = navigation.view().get() != ViewId.DATA || data.settled();
    return !topology.layout().get().boxes().isEmpty()
        && feeds.settled()
        && review.settled()
        && guarded;
  }

  @Override
  public void close() {
    topology.close();
    scaling.close();
    data.close();
    cache.close();
    alerts.close();
    actions.close();
    design.close();
    inspector.close();
    why.close();
  }
}
