package dev.cairn.cli.env;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: {@code KEY=VALUE} lines, with an optional {@code export}, comments, and single or double quotes.
 * Nothing is expanded or executed. A value is never part of a message: it may be a key.
 */
public final class DotEnv {
    private static final long MAX_BYTES = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final Pattern EXPORT = Pattern.compile("export\\s+");

    private DotEnv() {}

    /**
     * What the file sets; nothing if there is no such file.
     *
     * @throws CliException if it is there and cannot be read or understood (the line is named)
     */
    public static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw CliException.usage(file.toString(), "is larger than " + MAX_BYTES / 1024 + " KiB");
            }
            return parse(file.toString(), Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw new CliException(ExitCode.USAGE, file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    static Map<String, String> parse(String name, List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? withoutByteOrderMark(lines.get(i)) : lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = name + ":" + (i + 1);
            String assignment = EXPORT.matcher(line).lookingAt()
                    ? line.substring("export".length()).strip()
                    : line;
            int equals = assignment.indexOf('=');
            String key = equals < 0 ? "" : assignment.substring(0, equals).strip();
            if (!NAME.matcher(key).matches()) {
                throw CliException.usage(where, "must be written KEY=VALUE");
            }
            values.put(key, value(where, assignment.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String withoutByteOrderMark(String line) {
        return line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private static String value(String where, String raw) {
        if (raw.startsWith("'") || raw.startsWith("\"")) {
            return quoted(where, raw, raw.charAt(0));
        }
        if (raw.startsWith("#")) {
            return "";
        }
        int comment = commentIn(raw);
        return (comment < 0 ? raw : raw.substring(0, comment)).strip();
    }

    /** A {@code #} starts a comment only after a space, so that a value may hold one. */
    private static int commentIn(String raw) {
        for (int i = 1; i < raw.length(); i++) {
            if (raw.charAt(i) == '#' && Character.isWhitespace(raw.charAt(i - 1))) {
                return i;
            }
        }
        return -1;
    }

    private static String quoted(String where, String raw, char quote) {
        StringBuilder value = new StringBuilder();
        int i = 1;
        for (; i < raw.length() && raw.charAt(i) != quote; i++) {
            char c = raw.charAt(i);
            if (c == '\\' && quote == '"' && i + 1 < raw.length()) {
                value.append(unescaped(raw.charAt(++i)));
            } else {
                value.append(c);
            }
        }
        if (i >= raw.length()) {
            throw CliException.usage(where, "the quote is not closed on this line");
        }
        String rest = raw.substring(i + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            throw CliException.usage(where, "has text after the closing quote");
        }
        return value.toString();
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
