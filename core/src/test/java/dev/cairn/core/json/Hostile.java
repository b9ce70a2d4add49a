package dev.cairn.core.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The corpus of documents that are built to be misread or to exhaust, each with the words that it is refused with. */
public record Hostile(String name, String kind, byte[] bytes, String refusal) {
    private static final String FOLDER = "/corpus/";

    /** No JSON of any kind, or too much of it. */
    public static List<Hostile> json() {
        List<Hostile> all = new ArrayList<>(stored("json"));
        all.addAll(tooMuch());
        return all;
    }

    /** JSON, but no record of a checkpoint. */
    public static List<Hostile> checkpointRecords() {
        return stored("checkpoint");
    }

    private static List<Hostile> stored(String kind) {
        List<Hostile> all = new ArrayList<>();
        for (String line : new String(bytes("expected.tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList()) {
            String[] fields = line.split("\t", -1);
            if (fields[1].equals(kind)) {
                all.add(new Hostile(fields[0], kind, bytes(fields[0]), fields[2]));
            }
        }
        return all;
    }

    /** Too long to be kept as files. */
    private static List<Hostile> tooMuch() {
        int million = 1_000_000;
        StringBuilder keys = new StringBuilder("{\"k\":0");
        for (int i = 0; i < million; i++) {
            keys.append(",\"k").append(i).append("\":0");
        }
        return List.of(
                made("a-million-nested-arrays", "[".repeat(million), "nesting depth"),
                made("a-million-nested-objects", "{\"a\":".repeat(million), "nesting depth"),
                made("arrays-one-too-deep", "[".repeat(133) + "]".repeat(133), "nesting depth"),
                made("a-million-arrays", "[" + "[],".repeat(million) + "[]]", "Token count"),
                made("a-million-keys", keys.append('}').toString(), "Token count"),
                made("a-million-digits", "1".repeat(million), "Number value length"),
                made("a-million-fraction-digits", "0." + "1".repeat(million), "Number value length"));
    }

    private static Hostile made(String name, String text, String refusal) {
        return new Hostile(name, "json", text.getBytes(StandardCharsets.UTF_8), refusal);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Hostile.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the corpus has no " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
