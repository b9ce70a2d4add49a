package dev.cairn.local.sfn;

import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Timestamps of AWS's JSON protocol: seconds since 1970 with three decimals. */
final class EpochSeconds {
    private EpochSeconds() {}

    static JsonNode of(Instant instant) {
        return JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }
}
