package dev.cairn.cli.decide;

import dev.cairn.cli.env.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The person's own editor: VISUAL, else EDITOR, else vi. */
public record SystemEditor(Environment environment) implements Editor {
    @Override
    public String edit(String text, String suffix) {
        String editor =
                environment.get("VISUAL").or(() -> environment.get("EDITOR")).orElse("vi");
        Path file = null;
        try {
            // Created readable by its owner alone.
            file = Files.createTempFile("cairn-", suffix);
            Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
            // By a shell, since the variable may hold arguments; the file's name is passed beside it, never inside.
            int exit = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "cairn", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new EditorException(
                        "The editor (" + editor + ") ended with " + exit + "; set EDITOR to yours", null);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new EditorException("The text could not be edited: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EditorException("Interrupted while editing", e);
        } finally {
            discard(file);
        }
    }

    private static void discard(@org.jspecify.annotations.Nullable Path file) {
        if (file != null) {
            file.toFile().delete();
        }
    }
}
