package dev.cairn.core.format;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents with the number of their format, which one release raises for all kinds at once. Older ones are brought up
 * to today's on being read and stay as they are where they lie: their hashes are over those bytes.
 */
public class Formats {
    /** What this release writes. */
    public static final int CURRENT = 1;

    /** The formats of every release so far. */
    public static final Formats RELEASED = new Formats(1, List.of());

    private static final String FIELD = "format";

    /** Whatever a document of ours holds, one this short keeps within what a reader takes. */
    private static final int SURELY_READABLE = 512 * 1024;

    private final int oldest;
    private final List<Upcast> upcasts;
    private final Map<Stored, Map<Integer, UnaryOperator<ObjectNode>>> steps = new HashMap<>();

    /**
     * @param oldest the oldest format that is read
     * @param upcasts a kind that has none from a format did not change then
     */
    public Formats(int oldest, List<Upcast> upcasts) {
        this.oldest = oldest;
        this.upcasts = List.copyOf(upcasts);
        for (Upcast upcast : upcasts) {
            boolean known = upcast.from() >= oldest && upcast.from() < CURRENT;
            UnaryOperator<ObjectNode> before =
                    steps.computeIfAbsent(upcast.kind(), _ -> new HashMap<>()).put(upcast.from(), upcast.step());
            if (!known || before != null) {
                throw new IllegalArgumentException("one upcast of " + upcast.kind() + " from each of " + oldest + " to "
                        + (CURRENT - 1) + ", not from " + upcast.from());
            }
        }
    }

    /** Every step up, in no order. */
    public List<Upcast> upcasts() {
        return upcasts;
    }

    /**
     * A document of its own: the value, with its format first.
     *
     * @throws InvalidInputException if it is too much to be read again
     */
    public byte[] write(Stored kind, Object value) {
        ObjectNode document = header();
        document.setAll(tree(kind, value));
        return readable(kind, Json.bytes(document));
    }

    /** A document among others under one {@link #header}. */
    public byte[] writeBelowHeader(Stored kind, Object value) {
        return readable(kind, Json.bytes(tree(kind, value)));
    }

    /** What stands before documents that share a format. */
    public ObjectNode header() {
        return Json.mapper().createObjectNode().put(FIELD, written());
    }

    /** What is written as format {@link #written}. */
    protected ObjectNode tree(Stored kind, Object value) {
        return (ObjectNode) Json.toTree(value);
    }

    protected int written() {
        return CURRENT;
    }

    /**
     * @param name of what it was read from, for messages
     * @throws JacksonException if the bytes are no such document
     * @throws NewerFormatException if a newer Cairn wrote them
     */
    public <T> T read(Stored kind, String name, byte[] document, Class<T> type) {
        return read(kind, name, Json.tree(document), type);
    }

    /** As {@link #read(Stored, String, byte[], Class)}. */
    public <T> T read(Stored kind, String name, String document, Class<T> type) {
        return read(kind, name, Json.tree(document), type);
    }

    private <T> T read(Stored kind, String name, JsonNode document, Class<T> type) {
        int format = format(name, document);
        ObjectNode tree = (ObjectNode) document;
        tree.remove(FIELD);
        return Json.fromTree(upcast(kind, format, tree), type);
    }

    /** @param format what the {@link #header} says */
    public <T> T readBelowHeader(Stored kind, int format, byte[] document, Class<T> type) {
        return format == CURRENT
                ? Json.read(document, type)
                : Json.fromTree(upcast(kind, format, object(Json.tree(document))), type);
    }

    /**
     * The format that a header names.
     *
     * @throws JacksonException if it names none, or none that a Cairn wrote
     * @throws NewerFormatException if a newer Cairn wrote it
     */
    public int format(String name, JsonNode document) {
        JsonNode format = object(document).path(FIELD);
        if (!format.isIntegralNumber() || !format.canConvertToInt()) {
            throw new StreamReadException("it does not say its format");
        }
        int found = format.intValue();
        if (found > CURRENT) {
            throw new NewerFormatException(name, found, CURRENT);
        }
        if (found < oldest) {
            throw new StreamReadException("no Cairn wrote format " + found);
        }
        return found;
    }

    private ObjectNode upcast(Stored kind, int format, ObjectNode document) {
        Map<Integer, UnaryOperator<ObjectNode>> ofKind = steps.getOrDefault(kind, Map.of());
        ObjectNode tree = document;
        for (int from = format; from < CURRENT; from++) {
            tree = ofKind.getOrDefault(from, UnaryOperator.identity()).apply(tree);
        }
        return Objects.requireNonNull(tree, "an upcast gave nothing");
    }

    private static ObjectNode object(JsonNode document) {
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new StreamReadException("it is no JSON object");
    }

    /** What could not be read again is refused before it is stored. */
    private static byte[] readable(Stored kind, byte[] document) {
        if (document.length <= SURELY_READABLE) {
            return document;
        }
        try {
            Json.tree(document);
            return document;
        } catch (JacksonException e) {
            InvalidInputException refused = new InvalidInputException(
                    "",
                    "what was said is too much to be kept (" + kind + ", " + document.length + " bytes: "
                            + Json.fault(e) + "); ask for less at a time");
            refused.initCause(e);
            throw refused;
        }
    }
}
