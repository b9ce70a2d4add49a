package dev.cairn.functions.api.view;

import dev.cairn.core.json.Json;
import dev.cairn.core.ledger.MalformedLedgerException;
import dev.cairn.core.ledger.ProgressLedgerReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Progress ledgers as they are shown: the five fields, however the manager wrapped them. */
final class Ledgers {
    private Ledgers() {}

    /** Null if there is none, or none that can be read. */
    static @Nullable JsonNode of(LogReader log, @Nullable Long ordinal) {
        String text = log.text(ordinal);
        if (text == null) {
            return null;
        }
        try {
            return Json.toTree(ProgressLedgerReader.read(text));
        } catch (MalformedLedgerException e) {
            return null;
        }
    }
}
