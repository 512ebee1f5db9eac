package io.pilothouse.desktopapp.update;

import java.net.URI;

/**
 * A release that a feed names.
 *
 * @param page where it is explained and downloaded
 */
public record Release(ReleaseVersion version, URI page) {}
