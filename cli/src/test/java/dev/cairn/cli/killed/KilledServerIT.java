package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at random moments, starting and working, with runs under way and people answering. Started again
 * it has kept everything that it said was so, and every run comes to its end.
 */
class KilledServerIT {
    private static final int KILLS = Integer.getInteger("cairn.kills", 15);
    private static final int AT_ONCE = 4;
    private static final int RESULTS = 40;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("cairn.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Fleet fleet = new Fleet(AT_ONCE, RESULTS, random);
    private int kills;
    private int killedAtWork;

    /** As long as a start takes, within reason: what is a moment depends on the machine. */
    private Duration longestLife = Duration.ofSeconds(2);

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void everyRun_shouldEndWithNothingCommittedChanged_howeverOftenTheServerIsKilled() throws Exception {
        Path data = folder.resolve("data");
        Memory memory = new Memory(data);
        try (PaidModel model = new PaidModel("")) {
            String startFast = sharedClasses(data, model);
            // Where lives are short of what a run takes, there are more of them, until one run has ended.
            while (kills < KILLS || (fleet.jobs().size() <= AT_ONCE && kills < 4 * KILLS)) {
                kills++;
                fleet.takeMore();
                try (ServerProcess server = ServerProcess.start(data, model, startFast)) {
                    live(server, memory);
                }
            }
            try (ServerProcess last = ServerProcess.start(data, model, startFast)) {
                endAll(last, memory, model);
            }
            Doctor.findsNothingWrong(data, model);
            report(model);
        }
    }

    private void endAll(ServerProcess last, Memory memory, PaidModel model) throws Exception {
        Api api = new Api(last.ready().orElseThrow());
        while (!fleet.underWay().isEmpty()) {
            fleet.work(api);
        }
        List<Job> jobs = fleet.jobs();
        for (Job job : jobs) {
            memory.hold(api, job);
            assertThat(api.all(job.path() + "/requests", "requests")).hasSize(1);
            // Every result was given once, however often its step was begun.
            assertThat(api.get(job.path())
                            .body()
                            .path("counters")
                            .path("rounds")
                            .asInt())
                    .isEqualTo(job.results + 1);
            // A run has one call under way at a time, and a kill loses no more than that.
            assertThat(model.repeats(job.name)).isLessThanOrEqualTo(job.kills);
        }
        assertThat(api.all("/runs", "runs")).as("no run was opened twice").hasSameSizeAs(jobs);
        last.stop();
    }

    /** One life of the server, from its start to the moment at which it is killed. */
    private void live(ServerProcess server, Memory memory) throws Exception {
        if (random.nextInt(8) == 0) {
            server.killAfter(Duration.ofNanos(random.nextLong(longestLife.toNanos())));
            fleet.underWay().forEach(job -> job.kills++);
            return;
        }
        Api api = new Api(server.ready().orElseThrow());
        for (Job job : fleet.underWay()) {
            memory.hold(api, job);
        }
        CompletableFuture<Void> people = CompletableFuture.runAsync(() -> workUntilItIsGone(server, api));
        server.killAfter(Duration.ofNanos(random.nextLong(longestLife.toNanos())));
        try {
            people.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("seed " + seed + ", server said: " + server.errors(), e);
        }
        List<Job> hit = fleet.underWay();
        hit.forEach(job -> job.kills++);
        killedAtWork += hit.isEmpty() ? 0 : 1;
    }

    private void workUntilItIsGone(ServerProcess server, Api api) {
        try {
            while (true) {
                fleet.takeMore();
                fleet.work(api);
            }
        } catch (IOException gone) {
            // It may not have ended yet when its connections break; nothing else may break them.
            assertThat(server.onExit()
                            .completeOnTimeout(false, 1, TimeUnit.MINUTES)
                            .join())
                    .as("the server was killed when its client saw: %s", gone)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A first life in peace, at whose end the virtual machine keeps its classes, so that the others start faster. */
    private String sharedClasses(Path data, PaidModel model) throws InterruptedException {
        Path archive = folder.resolve("classes.jsa");
        long began = System.nanoTime();
        try (ServerProcess first =
                ServerProcess.start(data, model, "-XX:ArchiveClassesAtExit=" + archive + " -Xlog:disable")) {
            assertThat(first.ready()).isPresent();
            Duration start = Duration.ofNanos(System.nanoTime() - began);
            longestLife = start.compareTo(longestLife) < 0 ? start : longestLife;
            first.stop();
        }
        return "-XX:SharedArchiveFile=" + archive + " -Xlog:disable";
    }

    private void report(PaidModel model) {
        int questions = 0;
        int repeats = 0;
        int checkpoints = 0;
        int objects = 0;
        int events = 0;
        int resumed = 0;
        for (Job job : fleet.jobs()) {
            questions += model.questions(job.name);
            repeats += model.repeats(job.name);
            checkpoints += job.committed.size();
            objects += job.objects.size();
            events += job.events.size();
            resumed += job.resumed;
        }
        assertThat(killedAtWork).as("kills that hit a server at work").isGreaterThan(kills / 3);
        assertThat(fleet.jobs()).as("runs that ended").hasSizeGreaterThan(AT_ONCE);
        System.out.printf(
                "kills: %d (%d at work), seed %d; runs ended: %d, resumed by hand: %d; checkpoints held: %d,"
                        + " with %d segments and responses and %d events; model calls: %d, asked again: %d%n",
                kills,
                killedAtWork,
                seed,
                fleet.jobs().size(),
                resumed,
                checkpoints,
                objects,
                events,
                questions + repeats,
                repeats);
    }
}
