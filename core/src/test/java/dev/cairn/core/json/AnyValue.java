package dev.cairn.core.json;

import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.team.ModelName;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Arbitrary values of the types that are stored, made from their record components, so that a field that is added is
 * tried from then on. What a constructor refuses is not tried.
 */
public final class AnyValue {
    private static final JsonNodeFactory NODES = Json.mapper().getNodeFactory();
    private static final int DEEP = 2;
    private static final BigInteger HUGE = BigInteger.TWO.pow(200);
    private static final List<String> TELLING = List.of(
            "",
            "null",
            "@class",
            "\ud83e\udea8",
            "\ud83e",
            "\udea8",
            "\u2028",
            "\ufeff",
            "\0",
            "a\r\nb\\\"'",
            "</script>",
            "\uffff",
            "1e400",
            "{}",
            "__proto__");

    private AnyValue() {}

    public static <T> Arbitrary<T> of(Class<T> type) {
        return ofType(type).map(type::cast);
    }

    private static Arbitrary<?> ofType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return Arbitraries.of(Arrays.asList(raw.getEnumConstants()));
        }
        return switch (raw.getSimpleName()) {
            case "boolean", "Boolean" -> Arbitraries.of(true, false);
            case "int", "Integer" -> Arbitraries.oneOf(small(5), small(5), small(5), Arbitraries.integers());
            case "long", "Long" ->
                Arbitraries.oneOf(
                        small(5).map(Integer::longValue), small(5).map(Integer::longValue), Arbitraries.longs());
            case "String" -> text();
            case "Instant" -> instant();
            case "JsonNode" -> tree();
            case "RunId" -> id().map(RunId::new);
            case "TenantId" -> id().map(TenantId::new);
            case "CheckpointId" -> id().map(CheckpointId::new);
            case "RequestId" -> id().map(RequestId::new);
            case "RequestType" ->
                Arbitraries.of("plan_review", "question", "tool_approval", "x_1")
                        .map(RequestType::new);
            case "ModelName" ->
                Combinators.combine(full(), full()).as((provider, model) -> ModelName.parse(provider + ":" + model));
            case "Audience" ->
                Arbitraries.oneOf(
                        Arbitraries.of(Audience.everybody(), Audience.manager(), Audience.nobody()),
                        text().map(Audience.Only::new),
                        text().map(Audience.Private::new));
            case "Content" ->
                Combinators.combine(
                                text(),
                                of(ToolCall.class).list().ofMaxSize(2),
                                text().injectNull(0.5),
                                tree().injectNull(0.5))
                        .as(Content::new);
            default -> ofRecord(raw);
        };
    }

    private static Arbitrary<?> ofGeneric(Class<?> raw, Type[] arguments) {
        if (raw == Map.class) {
            return Arbitraries.maps(name(), ofType(arguments[1])).ofMaxSize(3);
        }
        return arguments[0] == SegmentRef.class
                ? segments()
                : ofType(arguments[0]).list().ofMaxSize(3);
    }

    private static Arbitrary<?> ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException("say how a " + type + " is made");
        }
        List<Arbitrary<Object>> parts = new ArrayList<>();
        for (RecordComponent component : components) {
            parts.add(ofComponent(component.getAnnotatedType(), component.getGenericType()));
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return Combinators.combine(parts)
                .as(values -> made(type, types, values))
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Arbitrary<Object> ofComponent(AnnotatedType annotated, Type type) {
        Arbitrary<Object> value = ofType(type).asGeneric();
        return annotated.isAnnotationPresent(Nullable.class) ? value.injectNull(0.4) : value;
    }

    private static Optional<Object> made(Class<?> type, Class<?>[] types, List<Object> values) {
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Side by side, as a manifest names them. */
    private static Arbitrary<List<SegmentRef>> segments() {
        return Arbitraries.integers().between(1, 9).list().ofMaxSize(4).map(counts -> {
            List<SegmentRef> segments = new ArrayList<>();
            long first = 0;
            for (int count : counts) {
                segments.add(new SegmentRef(Digest.hex("s" + first), count % 3, first, count, 100 * count));
                first += count;
            }
            return segments;
        });
    }

    /** Every UTF-16 unit, halves of pairs too, and what has a meaning somewhere. */
    public static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().alpha().ofMaxLength(12),
                Arbitraries.strings().withCharRange('\0', '\uffff').ofMaxLength(20),
                Arbitraries.of(TELLING));
    }

    /** Of a field: Jackson reads none that holds half of a pair, so that none comes in. */
    private static Arbitrary<String> name() {
        return text().filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static Arbitrary<String> full() {
        return text().filter(text -> !text.isBlank() && text.indexOf(':') < 0);
    }

    private static Arbitrary<String> id() {
        return Arbitraries.strings()
                .withChars("ABCXYZabcxyz0189_-")
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    private static Arbitrary<Instant> instant() {
        return Combinators.combine(
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    /** JSON of every kind, numbers of any size among them. */
    public static Arbitrary<JsonNode> tree() {
        return tree(DEEP);
    }

    private static Arbitrary<JsonNode> tree(int deep) {
        Arbitrary<JsonNode> scalar = Arbitraries.oneOf(
                text().map(NODES::stringNode),
                Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.booleanNode(false)),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.bigIntegers()
                        .between(HUGE.negate(), HUGE)
                        .map(BigInteger::toString)
                        .map(Json::tree),
                Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(1, 9_000))
                        .as(BigDecimal::valueOf)
                        .map(NODES::numberNode));
        if (deep == 0) {
            return scalar;
        }
        Arbitrary<JsonNode> inner = tree(deep - 1);
        return Arbitraries.oneOf(
                scalar,
                inner.list().ofMaxSize(3).map(items -> NODES.arrayNode().addAll(items)),
                Arbitraries.maps(name(), inner)
                        .ofMaxSize(3)
                        .map(fields -> NODES.objectNode().setAll(fields)));
    }

    private static Arbitrary<Integer> small(int most) {
        return Arbitraries.integers().between(0, most);
    }
}
