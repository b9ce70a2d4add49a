package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds a server that was started again to everything that it ever said was so. */
final class Memory {
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
    }

    private String hash(Job job, String checkpoint) {
        try {
            return Digest.hex(Files.readAllBytes(runs.resolve(String.valueOf(job.runId))
                    .resolve("checkpoints")
                    .resolve(checkpoint + ".json.gz")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
