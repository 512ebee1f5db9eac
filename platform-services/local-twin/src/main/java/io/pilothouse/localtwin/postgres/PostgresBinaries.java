package io.pilothouse.localtwin.postgres;

import java.nio.file.Path;

/** The PostgreSQL programs on this machine, unpacked. */
public final class PostgresBinaries {

  private PostgresBinaries() {}

  /** Unpacks the programs of this operating system below the cache folder unless they are there. */
  public static PostgresBinaries unpack(Path cache) {
    throw new UnsupportedOperationException();
  }
}
