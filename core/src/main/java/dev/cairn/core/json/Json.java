package dev.cairn.core.json;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The one codec of everything stored or received. Strict: unknown fields, duplicate keys, trailing text, what is
 * missing, texts for numbers and the other way round, encodings other than UTF-8 and anything past the {@link Bounds}
 * are refused; types come from closed lists, never from the data. The same value gives the same bytes, and numbers
 * keep every digit.
 */
public final class Json {
    private static final JsonMapper MAPPER = Mappers.strict(Bounds.stored());

    /** How Jackson speaks of its own types and settings, and of where it keeps what it read. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?s) \\(start marker at .*| \\((bound as )?`[^`]*`\\)|[,:] [^,:`]*`[A-Z]\\w*\\.[^`]*`[^,:`)]*");

    private Json() {}

    /** Made when something comes from outside: a step has nothing of that kind. */
    private static final class Received {
        static final JsonMapper MAPPER = Mappers.strict(Bounds.received());
    }

    /** What is wrong with a document, in one line, in words for whoever wrote it. */
    public static String fault(JacksonException unreadable) {
        String said =
                INSIDE.matcher(String.valueOf(unreadable.getOriginalMessage())).replaceAll("");
        return said.lines().findFirst().orElse("malformed");
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The same as text: half of a surrogate pair stands escaped in it, so that it has a UTF-8. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** For hashes: the fields of every object in the order of their names, however they came. */
    public static byte[] canonical(Object value) {
        return MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED).writeValueAsBytes(value);
    }

    /** @throws JacksonException if the bytes are not exactly one such value in UTF-8 */
    public static <T> T read(byte[] bytes, Class<T> type) {
        return value(() -> MAPPER.readValue(Utf8.reader(bytes), type));
    }

    /** @throws JacksonException if the text is not exactly one such value */
    public static <T> T read(String text, Class<T> type) {
        return value(() -> MAPPER.readValue(text, type));
    }

    /** @throws JacksonException if the bytes are not exactly one JSON value in UTF-8 */
    public static JsonNode tree(byte[] bytes) {
        return value(() -> MAPPER.readTree(Utf8.reader(bytes)));
    }

    /** @throws JacksonException if the text is not exactly one JSON value */
    public static JsonNode tree(String text) {
        return value(() -> MAPPER.readTree(text));
    }

    /**
     * What comes from outside and may come to stand inside a document of ours: nested less deeply, so that the whole
     * can be read again.
     *
     * @throws JacksonException if the bytes are not exactly one JSON value in UTF-8
     */
    public static JsonNode received(byte[] bytes) {
        return value(() -> Received.MAPPER.readTree(Utf8.reader(bytes)));
    }

    /**
     * As {@link #received(byte[])}.
     *
     * @throws JacksonException if the text is not exactly one JSON value
     */
    public static JsonNode received(String text) {
        return value(() -> Received.MAPPER.readTree(text));
    }

    public static JsonNode toTree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** @throws JacksonException if the tree is not such a value */
    public static <T> T fromTree(JsonNode tree, Class<T> type) {
        return value(() -> MAPPER.treeToValue(tree, type));
    }

    private static <T> T value(Supplier<@Nullable T> reading) {
        T read;
        try {
            read = reading.get();
        } catch (NumberFormatException e) {
            // Jackson lets this one through where an exponent does not even fit an int.
            throw new StreamReadException(null, "Number's exponent exceeds the maximum allowed", e);
        }
        // An empty document and a bare null are no value of ours; Jackson answers them with nothing.
        if (read == null || read instanceof MissingNode) {
            throw new StreamReadException("there is no JSON value");
        }
        return read;
    }
}
