package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Holds a server that was started again to everything that it ever said was so. */
final class Memory {
    /** Told while they happen, or anew at a start; no step stands on them. */
    private static final Set<String> LIVE = Set.of(EventType.AGENT_DELTA.word(), EventType.NOTICE.word());

    private final Path runs;

    Memory(Path data) {
        this.runs = data.resolve("objects/local/runs");
    }

    /** Nothing that was committed or confirmed has changed; what is new is remembered. */
    void hold(Api api, Job job) throws IOException, InterruptedException {
        if (job.runId == null) {
            return;
        }
        List<String> listed = new ArrayList<>();
        for (JsonNode one : api.all(job.path() + "/checkpoints", "checkpoints")) {
            listed.addFirst(one.path("checkpointId").asString());
        }
        List<String> before = List.copyOf(job.committed.keySet());
        assertThat(listed.stream().limit(before.size()).toList())
                .as("checkpoints of %s", job.runId)
                .isEqualTo(before);
        for (int seq = 0; seq < listed.size(); seq++) {
            String id = listed.get(seq);
            assertThat(id).startsWith("%08d-".formatted(seq));
            String hash = hash(job, id);
            assertThat(job.committed.getOrDefault(id, hash))
                    .as("bytes of %s", id)
                    .isEqualTo(hash);
            job.committed.put(id, hash);
        }
        Map<String, String> standing = new HashMap<>();
        for (JsonNode request : api.all(job.path() + "/requests", "requests")) {
            standing.put(
                    request.path("requestId").asString(), request.path("status").asString());
        }
        assertThat(job.decided).allSatisfy(id -> assertThat(standing).containsEntry(id, "ANSWERED"));
        stays("objects", job.objects, objects(job));
        stays("events", job.events, events(api, job));
    }

    /** What was there is there, and is what it was. */
    private static void stays(String what, Map<String, String> before, Map<String, String> now) {
        assertThat(now).as(what).containsAllEntriesOf(before);
        before.putAll(now);
    }

    /** The hashes of segments and responses: once put, nothing takes them away again. */
    private Map<String, String> objects(Job job) throws IOException {
        Map<String, String> found = new HashMap<>();
        Path run = runs.resolve(String.valueOf(job.runId));
        for (String folder : List.of("segments", "journal/responses")) {
            if (Files.isDirectory(run.resolve(folder))) {
                try (Stream<Path> files = Files.list(run.resolve(folder))) {
                    files.filter(file -> file.toString().endsWith(".gz"))
                            .forEach(file -> found.put(run.relativize(file).toString(), hash(file)));
                }
            }
        }
        return found;
    }

    private static Map<String, String> events(Api api, Job job) throws IOException, InterruptedException {
        Map<String, String> found = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode page = api.get(job.path() + "/events?after=" + after).body();
            if (page.path("events").isEmpty()) {
                return found;
            }
            for (JsonNode event : page.path("events")) {
                if (!LIVE.contains(event.path("type").asString())) {
                    found.put(event.path("id").asString(), event.toString());
                }
            }
            after = page.path("next").asString();
        }
    }

    private String hash(Job job, String checkpoint) {
        return hash(
                runs.resolve(String.valueOf(job.runId)).resolve("checkpoints").resolve(checkpoint + ".json.gz"));
    }

    private static String hash(Path file) {
        try {
            return Digest.hex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
