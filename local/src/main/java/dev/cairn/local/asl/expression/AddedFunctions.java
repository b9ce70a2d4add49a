package dev.cairn.local.asl.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.cairn.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The functions that Step Functions adds to JSONata, and those that must follow the engine's clock and randomness so
 * that an execution can be simulated.
 */
final class AddedFunctions {
    private static final int LONGEST_ARRAY = 1_000_000;
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private final Instant now;
    private final RandomGenerator random;

    AddedFunctions(Instant now, RandomGenerator random) {
        this.now = now;
        this.random = random;
    }

    void bindTo(Jsonata.Frame frame) {
        define(frame, "parse", args -> parse(text("parse", args, 0)));
        define(frame, "partition", args -> partition(list("partition", args, 0), whole("partition", args, 1)));
        define(
                frame,
                "range",
                args -> range(number("range", args, 0), number("range", args, 1), number("range", args, 2)));
        define(frame, "hash", args -> hash(text("hash", args, 0), text("hash", args, 1)));
        define(frame, "random", this::random);
        define(frame, "uuid", args -> new UUID(version4(random.nextLong()), variant(random.nextLong())).toString());
        define(frame, "millis", args -> now.toEpochMilli());
        define(
                frame,
                "now",
                args -> Functions.dateTimeFromMillis(now.toEpochMilli(), optional(args, 0), optional(args, 1)));
        define(frame, "eval", args -> {
            throw failure("$eval is not available in Step Functions; $parse reads JSON from a string");
        });
    }

    private interface Body {
        @Nullable
        Object call(List<?> args);
    }

    private static void define(Jsonata.Frame frame, String name, Body body) {
        frame.bind(name, new Jsonata.JFunction((input, args) -> body.call(args), null));
    }

    private static Object parse(String json) {
        try {
            return Plain.of(Json.received(json));
        } catch (JacksonException notJson) {
            throw failure("$parse was given a string that is not JSON: " + Json.fault(notJson));
        }
    }

    private static Object partition(List<?> items, int size) {
        if (size < 1) {
            throw failure("$partition needs a size of at least 1, was given " + size);
        }
        var parts = new ArrayList<List<?>>();
        for (int from = 0; from < items.size(); from += size) {
            parts.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size))));
        }
        return parts;
    }

    private static Object range(double first, double last, double step) {
        if (step == 0) {
            throw failure("$range needs a step other than 0");
        }
        double length = Math.floor((last - first) / step) + 1;
        if (length > LONGEST_ARRAY) {
            throw failure("$range would give more than " + LONGEST_ARRAY + " numbers");
        }
        var numbers = new ArrayList<Object>();
        for (int index = 0; index < length; index++) {
            numbers.add(normal(first + index * step));
        }
        return numbers;
    }

    private static Object hash(String data, String algorithm) {
        if (!ALGORITHMS.contains(algorithm)) {
            throw failure("$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, was given '" + algorithm + "'");
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no " + algorithm, missing);
        }
    }

    private Object random(List<?> args) {
        return args.isEmpty() ? random.nextDouble() : new Random((long) number("random", args, 0)).nextDouble();
    }

    private static long version4(long bits) {
        return (bits & ~0xF000L) | 0x4000L;
    }

    private static long variant(long bits) {
        return (bits & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    }

    private static Object normal(double number) {
        return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE ? (Object) (long) number : number;
    }

    private static @Nullable Object argument(List<?> args, int index) {
        return index < args.size() ? args.get(index) : null;
    }

    private static @Nullable String optional(List<?> args, int index) {
        return argument(args, index) instanceof String text ? text : null;
    }

    private static String text(String function, List<?> args, int index) {
        if (argument(args, index) instanceof String text) {
            return text;
        }
        throw wrong(function, index, "a string");
    }

    private static double number(String function, List<?> args, int index) {
        if (argument(args, index) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(function, index, "a number");
    }

    private static int whole(String function, List<?> args, int index) {
        double number = number(function, args, index);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(function, index, "a whole number");
        }
        return (int) number;
    }

    private static List<?> list(String function, List<?> args, int index) {
        Object argument = argument(args, index);
        if (argument instanceof List<?> list) {
            return list;
        }
        if (argument == null) {
            throw wrong(function, index, "an array");
        }
        return List.of(argument);
    }

    private static JException wrong(String function, int index, String wanted) {
        return failure("argument " + (index + 1) + " of $" + function + " must be " + wanted);
    }

    /** D3137 is the code that JSONata itself uses for a message of the caller's. */
    private static JException failure(String message) {
        return new JException("D3137", -1, message);
    }
}
