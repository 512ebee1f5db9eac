package io.pilothouse.domainservice.web;

/** Where the service's resources are. @param path such as {@code /api/v1/trips} */
record Collection(String path) {}
