package dev.cairn.functions.api.body;

import dev.cairn.core.error.Fault;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.api.problem.Faults;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of a form that a browser sent, each at most once. Line ends are those of texts, not of forms. */
public record Form(Map<String, String> fields) {
    /** A text of 64 KiB of which every byte is escaped, and the names. */
    public static final int MAX_BYTES = 200 * 1024;

    private static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    public Form {
        fields = Map.copyOf(fields);
    }

    /**
     * @param known the names that are allowed
     * @throws ProblemException 415 for another media type, 413 if it is too large, 400 for what is no such form
     */
    public static Form required(Request request, Set<String> known) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals(MEDIA_TYPE)) {
            throw new ProblemException(
                    Problem.of(Problem.Kind.MEDIA_TYPE, "The body must be the page's own form, " + MEDIA_TYPE + "."));
        }
        if (request.body().length > MAX_BYTES) {
            throw new ProblemException(
                    Problem.of(Problem.Kind.TOO_LARGE, "The form must be at most " + MAX_BYTES + " bytes."));
        }
        Map<String, String> fields = new HashMap<>();
        Faults faults = new Faults();
        StorableTexts storable = new StorableTexts(faults);
        for (String pair : new String(request.body(), StandardCharsets.ISO_8859_1).split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (!known.contains(name)) {
                faults.add(
                        "",
                        "the form has a field that is not known; allowed are "
                                + String.join(", ", new TreeSet<>(known)));
            } else if (fields.put(name, value.replace("\r\n", "\n").replace('\r', '\n')) != null) {
                faults.add(name, "must be given once");
            } else {
                storable.checkText(name, value);
            }
        }
        faults.throwIfAny();
        return new Form(fields);
    }

    private static String decode(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                boolean whole = i + 2 < escaped.length();
                int high = whole ? Character.digit(escaped.charAt(i + 1), 16) : -1;
                int low = whole ? Character.digit(escaped.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        String detail = "The form is not encoded as UTF-8 and percent signs.";
        return new ProblemException(Problem.of(Problem.Kind.INVALID, detail, List.of(new Fault("", detail))));
    }

    /** Null if it is missing or blank. */
    public @Nullable String text(String name) {
        String value = fields.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
