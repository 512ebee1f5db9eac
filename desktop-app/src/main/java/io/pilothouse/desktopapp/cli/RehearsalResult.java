package io.pilothouse.desktopapp.cli;

import io.pilothouse.localtwin.rehearsal.Report;

/** A rehearsal as it was, and as it is kept. */
record RehearsalResult(Report report, RehearsalDocument document) {}
