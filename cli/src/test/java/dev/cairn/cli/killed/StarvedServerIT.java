package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The disk under a working server is full, or takes no writes: it says so, loses nothing, and goes on afterwards. */
class StarvedServerIT {
    private static final int RESULTS = 20;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aFullDisk_shouldStopTheRun_untilThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("full"), 1);
                PaidModel model = new PaidModel(incompressible(40_000));
                ServerProcess server = ServerProcess.start(disk.folder().resolve("data"), model, "")) {
            Memory memory = new Memory(disk.folder().resolve("data"));
            Api api = new Api(server.ready().orElseThrow());
            Job job = new Job("full", RESULTS);
            Fleet fleet = new Fleet(job);
            fleet.open(api, job);
            String trouble = "";
            while (trouble.isEmpty()) {
                trouble = troubleOf(fleet, api, job);
            }
            assertThat(trouble).contains("the disk is full");
            memory.hold(api, job);

            disk.grow(64);
            while (!fleet.underWay().isEmpty()) {
                fleet.work(api);
            }
            memory.hold(api, job);
            assertThat(api.get(job.path())
                            .body()
                            .path("counters")
                            .path("rounds")
                            .asInt())
                    .isEqualTo(RESULTS + 1);
            server.stop();
        }
    }

    /** What the run or the server says is wrong; empty while nothing is. */
    private static String troubleOf(Fleet fleet, Api api, Job job) throws IOException, InterruptedException {
        Api.Answer answer = api.get(job.path());
        if (answer.status() >= 500) {
            return answer.body().toString();
        }
        JsonNode run = answer.body();
        switch (run.path("status").asString()) {
            case "FAILED" -> {
                return run.path("error").asString();
            }
            case "WAITING" ->
                assertThat(fleet.approve(api, job, run.path("pendingRequest")).status())
                        .isEqualTo(202);
            default ->
                assertThat(run.path("status").asString())
                        .as("the disk was too big")
                        .isEqualTo("RUNNING");
        }
        job.hear(api);
        return "";
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void aReadOnlyFolder_shouldRefuseTheDecision_untilItCanBeKept() throws Exception {
        Path data = folder.resolve("data");
        // The objects alone: a disk on which a file is open, as the index is, cannot be made read-only.
        try (SmallDisk disk = SmallDisk.mount(data.resolve("objects"), 16);
                PaidModel model = new PaidModel("");
                ServerProcess server = ServerProcess.start(data, model, "")) {
            Memory memory = new Memory(data);
            Api api = new Api(server.ready().orElseThrow());
            Job job = new Job("readonly", 2);
            Fleet fleet = new Fleet(job);
            fleet.open(api, job);
            JsonNode request = awaitRequest(api, job);
            memory.hold(api, job);

            disk.readOnly();
            Api.Answer refused = fleet.approve(api, job, request);
            assertThat(refused.status()).as("%s", refused.body()).isGreaterThanOrEqualTo(500);
            assertThat(refused.body().path("detail").asString()).containsIgnoringCase("read-only");
            assertThat(api.get(job.path()).body().path("status").asString()).isEqualTo("WAITING");

            disk.readWrite();
            while (!fleet.underWay().isEmpty()) {
                fleet.work(api);
            }
            memory.hold(api, job);
            assertThat(job.decided).hasSize(1);
            server.stop();
        }
    }

    private static JsonNode awaitRequest(Api api, Job job) throws IOException, InterruptedException {
        while (true) {
            JsonNode run = api.get(job.path()).body();
            if (run.path("status").asString().equals("WAITING")) {
                return run.path("pendingRequest");
            }
            assertThat(run.path("status").asString()).as("%s", run).isEqualTo("RUNNING");
            job.hear(api);
        }
    }

    private static String incompressible(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(Long.toString(random.nextLong(), 36)).append(' ');
        }
        return text.toString();
    }
}
