package dev.cairn.cli.team;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.json.Json;
import dev.cairn.models.yaml.Yaml;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Team files as JSON trees. A fault names the file, the line and the column. */
public final class TeamFiles {
    /** The largest file that is read. */
    public static final int MAX_BYTES = Yaml.MAX_DOCUMENT;

    private TeamFiles() {}

    /** @throws CliException (usage) if there is no such file or it is not one YAML or JSON object */
    public static JsonNode read(Path file) {
        String text = text(file);
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        JsonNode tree;
        try {
            tree = json ? Json.received(text) : Yaml.tree(text);
        } catch (JacksonException e) {
            throw new CliException(ExitCode.USAGE, where(file, e) + ": " + what(e), e);
        }
        if (!tree.isObject()) {
            throw CliException.usage(
                    file.toString(),
                    tree.isMissingNode() || tree.isNull()
                            ? "is empty"
                            : "must hold one team: an object with name, manager and participants");
        }
        return tree;
    }

    private static String text(Path file) {
        try {
            if (!Files.exists(file)) {
                throw CliException.usage(file.toString(), "there is no such file");
            }
            if (!Files.isRegularFile(file)) {
                throw CliException.usage(file.toString(), "is not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw CliException.usage(file.toString(), "is larger than " + MAX_BYTES / 1024 + " KiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CliException(ExitCode.USAGE, file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Where the fault is; the parser itself only says where the token before it began. */
    private static String where(Path file, JacksonException e) {
        Optional<Mark> mark =
                e.getCause() instanceof MarkedYamlEngineException yaml ? yaml.getProblemMark() : Optional.empty();
        if (mark.isPresent()) {
            return file + ":" + (mark.get().getLine() + 1) + ":" + (mark.get().getColumn() + 1);
        }
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? file.toString()
                : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    private static String what(JacksonException e) {
        String message = e.getCause() instanceof MarkedYamlEngineException yaml ? yaml.getProblem() : Json.fault(e);
        // The parser quotes the file over several lines; the position says it in one.
        return SafeText.line(message.lines().findFirst().orElse("malformed"));
    }
}
