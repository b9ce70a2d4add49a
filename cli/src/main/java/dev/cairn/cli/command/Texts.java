package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Texts as people give them: on the command line, as {@code @file}, or as {@code -} for the standard input. */
final class Texts {
    private final Context context;

    Texts(Context context) {
        this.context = context;
    }

    /** @param limit in bytes of UTF-8 */
    String given(String field, String argument, int limit) {
        String text = argument.equals("-")
                ? input(field, limit)
                : argument.startsWith("@") ? file(field, argument.substring(1), limit) : argument;
        return bounded(field, text, limit);
    }

    /** From a file that an option names, or {@code -}. */
    String fileOrInput(String field, String name, int limit) {
        return bounded(field, name.equals("-") ? input(field, limit) : file(field, name, limit), limit);
    }

    private static String bounded(String field, String text, int limit) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limit) {
            throw CliException.usage(
                    field, "must be at most " + limit / 1024 + " KiB of UTF-8, was " + (bytes + 1023) / 1024 + " KiB");
        }
        if (text.isBlank()) {
            throw CliException.usage(field, "must not be empty");
        }
        return text;
    }

    private String file(String field, String name, int limit) {
        try {
            Path file = context.surroundings().path(Path.of(name));
            if (!Files.exists(file) || Files.isDirectory(file)) {
                throw CliException.usage(field, "there is no file " + file);
            }
            // The size of a pipe, such as the shell's <(...), is known only when it has been read.
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(limit + 1);
            }
            if (bytes.length > limit) {
                throw CliException.usage(
                        field, file + " is larger than " + limit / 1024 + " KiB, which is the most that is taken");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (InvalidPathException e) {
            throw new CliException(ExitCode.USAGE, field + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CliException(ExitCode.USAGE, field + ": " + name + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, field + ": " + name + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private String input(String field, int limit) {
        BufferedReader in = context.terminal().in();
        try {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int read = in.read(buffer); read >= 0 && text.length() <= limit; read = in.read(buffer)) {
                text.append(buffer, 0, read);
            }
            return text.toString();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.USAGE, field + ": the standard input cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
