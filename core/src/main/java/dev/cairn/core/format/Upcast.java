package dev.cairn.core.format;

import static java.util.Objects.requireNonNull;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a kind of document of one format becomes one of the next.
 *
 * @param from the older format
 * @param step of the document alone: the same for the same document, on every machine, for ever; it answers a tree of its
 *     own and leaves the one that it is given as it is
 */
public record Upcast(Stored kind, int from, UnaryOperator<ObjectNode> step) {
    public Upcast {
        requireNonNull(kind, "kind is null");
        requireNonNull(step, "step is null");
    }
}
