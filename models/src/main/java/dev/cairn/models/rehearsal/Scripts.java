package dev.cairn.models.rehearsal;

import dev.cairn.core.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scripts there are: those that ship with Cairn and those of a folder, which come first. */
final class Scripts {
    private static final List<String> SHIPPED = List.of("default");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final ScriptReader reader = new ScriptReader();
    private final Map<String, Script> read = new ConcurrentHashMap<>();
    private final Optional<Path> folder;

    Scripts(Optional<Path> folder) {
        this.folder = folder;
    }

    /** @throws InvalidInputException if there is none of this name, or it cannot be played */
    Script named(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Script load(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(
                    "model", "a rehearsal's name is 1 to 64 letters, digits, '_' and '-', was \"" + name + "\"");
        }
        try {
            Optional<Path> file =
                    folder.map(path -> path.resolve(name + ".yaml")).filter(Files::exists);
            if (file.isPresent()) {
                return reader.read(file.get().toString(), Files.readString(file.get()));
            }
            try (InputStream shipped = Scripts.class.getResourceAsStream("/rehearsals/" + name + ".yaml")) {
                if (shipped == null) {
                    throw new InvalidInputException(
                            "model",
                            "no rehearsal is called \"" + name + "\"; known are " + String.join(", ", known()));
                }
                return reader.read(name + ".yaml", new String(shipped.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("rehearsal " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> known() throws IOException {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return SHIPPED;
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            Stream<String> own = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()));
            return Stream.concat(SHIPPED.stream(), own).distinct().sorted().toList();
        }
    }
}
