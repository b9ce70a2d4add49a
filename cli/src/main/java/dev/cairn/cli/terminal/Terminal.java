package dev.cairn.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param in what the person types, or a pipe
 * @param interactive whether a person can be asked: both {@code in} and {@code err} are a terminal
 */
public record Terminal(BufferedReader in, Screen out, Screen err, boolean interactive) {
    /**
     * Asks on the progress stream, so that the answer's stream stays clean. Empty when the person closed the input.
     */
    public Optional<String> ask(String question) {
        err.print(question);
        try {
            String line = in.readLine();
            if (line == null) {
                err.line("");
            }
            return Optional.ofNullable(line);
        } catch (IOException e) {
            throw new UncheckedIOException("The terminal cannot be read", e);
        }
    }
}
