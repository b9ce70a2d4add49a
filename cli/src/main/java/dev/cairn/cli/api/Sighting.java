package dev.cairn.cli.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A server that was looked at.
 *
 * @param health what it says of itself
 * @param clockAhead how far the clock of this machine is before its own, exact to some seconds; null if it does not tell
 */
public record Sighting(JsonNode health, @Nullable Duration clockAhead) {}
