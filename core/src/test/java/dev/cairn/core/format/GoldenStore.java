package dev.cairn.core.format;

import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A whole store as files: the objects under their keys, and the index as one line of JSON a record. */
public record GoldenStore(Path folder) {
    private static final List<RecordKind<?>> KINDS = List.of(
            RecordKind.RUN,
            RecordKind.CHECKPOINT,
            RecordKind.EVENTS,
            RecordKind.REQUEST,
            RecordKind.TOKEN,
            RecordKind.QUARANTINE,
            RecordKind.AUDIT);

    /** Those of every released format, the oldest first. */
    public static List<GoldenStore> all() {
        Path golden = Path.of(System.getProperty("cairn.root", ".."), "core/src/test/resources/golden");
        try (Stream<Path> formats = Files.list(golden)) {
            return formats.filter(folder -> folder.getFileName().toString().startsWith("format-"))
                    .map(GoldenStore::new)
                    .sorted((one, other) -> Integer.compare(one.format(), other.format()))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public int format() {
        return Integer.parseInt(folder.getFileName().toString().substring("format-".length()));
    }

    /** A machine over a copy of it in memory. */
    World open() throws IOException {
        BlobStore blobs = new MemoryBlobStore();
        for (Path file : objects()) {
            blobs.putIfAbsent(key(file), Files.readAllBytes(file));
        }
        IndexStore index = new MemoryIndexStore();
        for (IndexRecord record : records()) {
            index.transact(List.of(new Write.Create(record)));
        }
        return new World(blobs, index);
    }

    /** Every record of its index. */
    public List<IndexRecord> records() throws IOException {
        List<IndexRecord> records = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("index.ndjson"))) {
            JsonNode row = Json.tree(line);
            records.add(record(row.get("kind").stringValue(), Json.text(row.get("record"))));
        }
        return records;
    }

    /** Where the form that another store gives the same index lies, in its own module. */
    public Path beside(String module, String name) {
        Path golden = Path.of(System.getProperty("cairn.root", ".."), module, "src/test/resources/golden");
        return golden.resolve("format-" + format()).resolve(name);
    }

    private static IndexRecord record(String word, String text) {
        RecordKind<?> kind = KINDS.stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow();
        return RecordCodec.RELEASED.read(kind, "the golden store", text);
    }

    List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What it holds of one kind, as it stands there, without the format. */
    List<ObjectNode> documents(Stored kind) throws IOException {
        List<ObjectNode> documents = new ArrayList<>();
        for (Path file : objects()) {
            if (kindOf(key(file)) == kind) {
                List<String> lines = unpacked(file).lines().toList();
                // The first line of a segment says the format of the others.
                lines.subList(kind == Stored.ENTRY ? 1 : 0, lines.size())
                        .forEach(line -> documents.add((ObjectNode) Json.tree(line)));
            }
        }
        for (String line : Files.readAllLines(folder.resolve("index.ndjson"))) {
            JsonNode row = Json.tree(line);
            boolean wanted = KINDS.stream()
                    .anyMatch(one -> one.stored() == kind
                            && one.word().equals(row.get("kind").stringValue()));
            if (wanted) {
                documents.add((ObjectNode) row.get("record"));
            }
        }
        documents.forEach(document -> document.remove("format"));
        return documents;
    }

    private static Stored kindOf(String key) {
        return key.contains("/checkpoints/")
                ? Stored.MANIFEST
                : key.contains("/segments/")
                        ? Stored.ENTRY
                        : key.contains("/journal/responses/") ? Stored.RESPONSE : Stored.JOURNAL_ENTRY;
    }

    private static String unpacked(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String key(Path file) {
        return folder.resolve("objects").relativize(file).toString().replace('\\', '/');
    }

    /** Writes what a machine has stored; refuses to change a golden store that is there. */
    void write(World world) throws IOException {
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there: a golden store of a released format is never changed");
        }
        for (BlobStore.Stored stored : world.blobs.list(World.TENANT + "/", null, 1000)) {
            Path file = folder.resolve("objects").resolve(stored.key());
            Files.createDirectories(file.getParent());
            Files.write(file, world.blobs.get(stored.key()).orElseThrow());
        }
        Files.write(folder.resolve("index.ndjson"), rows(world), StandardCharsets.UTF_8);
    }

    static List<String> rows(World world) {
        List<String> rows = new ArrayList<>();
        for (RunKey run : runs(world)) {
            for (RecordKind<?> kind : KINDS) {
                for (IndexRecord record : world.index.list(run, kind, null, false, 1000)) {
                    rows.add(
                            "{\"kind\":\"" + kind.word() + "\",\"record\":" + RecordCodec.RELEASED.write(record) + "}");
                }
            }
        }
        return rows;
    }

    static List<RunKey> runs(World world) {
        return world.index.runs(World.TENANT, null, 100).items().stream()
                .map(dev.cairn.core.index.RunRecord::run)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /**
     * Makes the golden store of the present format: run it once, when a format is released, and commit what it wrote.
     *
     * <p>{@code java -cp ... dev.cairn.core.format.GoldenStore core/src/test/resources/golden}
     */
    public static void main(String[] arguments) throws IOException {
        World world = new World();
        new GoldenStory(world).tell();
        new GoldenStore(Path.of(arguments[0], "format-" + Formats.CURRENT)).write(world);
    }
}
