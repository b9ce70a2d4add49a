package dev.cairn.bench;

import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.HandingOver;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.lifecycle.Starting;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.Ids;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.StepRunner;
import dev.cairn.core.team.Manager;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.local.store.Durability;
import dev.cairn.local.store.FileBlobStore;
import dev.cairn.local.store.JdbcIndexStore;
import dev.cairn.local.store.SqliteDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** One run of R rounds over the file store, measured: bytes stored, own time per round, the largest pointer. */
final class Growth {
    private static final ModelName MODEL = ModelName.parse("bench:instant");
    private static final Team TEAM = new Team(
            "bench",
            new Manager(MODEL, null),
            List.of(
                    new Participant("researcher", "finds things", "Find things.", MODEL, List.of()),
                    new Participant("coder", "computes things", "Compute things.", MODEL, List.of())),
            PlanReview.NEVER,
            LimitsPatch.NONE);

    private Growth() {}

    /**
     * @param objectBytes stored in the blob store
     * @param indexBytes of the index database's file
     * @param earlyNanos own time of a round, median of rounds 6 to 15
     * @param lateNanos own time of a round, median of the last ten
     * @param longestNanos the longest step of the run, merging of segments included
     * @param pointerBytes the largest payload between two states
     * @param executions over which the run was handed from one to the next
     */
    record Measured(
            int rounds,
            long textBytes,
            long objectBytes,
            long indexBytes,
            double earlyNanos,
            double lateNanos,
            double meanNanos,
            long longestNanos,
            int pointerBytes,
            int executions) {
        double ratio() {
            return (double) (objectBytes + indexBytes) / textBytes;
        }
    }

    static Measured measure(int rounds, Durability durability) {
        Path folder = temporaryFolder();
        try (JdbcIndexStore index = new JdbcIndexStore(new SqliteDialect(folder.resolve("index.db"), durability))) {
            FileBlobStore blobs = new FileBlobStore(folder.resolve("objects"), durability);
            InstantModel model = new InstantModel();
            ToolRunner noTools = call -> {
                throw new IllegalStateException("the benchmark has no tools");
            };
            Machine machine = Machine.over(
                    blobs,
                    index,
                    model,
                    noTools,
                    InstantSource.system(),
                    new RandomIds(),
                    EventSink.NONE,
                    Machine.DEFAULT_REQUEST_TTL);
            Measured measured = run(machine, model, rounds);
            return new Measured(
                    measured.rounds(),
                    measured.textBytes(),
                    size(folder.resolve("objects")),
                    Files.size(folder.resolve("index.db")),
                    measured.earlyNanos(),
                    measured.lateNanos(),
                    measured.meanNanos(),
                    measured.longestNanos(),
                    measured.pointerBytes(),
                    measured.executions());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read back what was stored in " + folder, e);
        } finally {
            delete(folder);
        }
    }

    private static Measured run(Machine machine, InstantModel model, int rounds) {
        Limits limits = new Limits(rounds, 3, null, null, null, true);
        NewRun spec = new NewRun(
                new RunKey(new TenantId("bench"), machine.ids().run()),
                "Say something new in every round.",
                List.of(),
                TEAM,
                PlanReview.NEVER,
                limits,
                Map.of(),
                30,
                null);
        Heads heads = new Heads(machine);
        StepRunner steps = new StepRunner(machine);
        StartedExecutions executions = new StartedExecutions();
        HandingOver handingOver = new HandingOver(new Starting(machine, executions));
        int executed = 1;
        Pointer pointer = heads.pointer(new Opening(machine).open(spec), 0);
        List<Long> nanos = new ArrayList<>();
        int largest = 0;
        long longest = 0;
        long began = System.nanoTime();
        while (pointer.next() != StepName.CLOSE) {
            boolean roundBegins = pointer.next() == StepName.EVALUATE_PROGRESS;
            if (roundBegins) {
                long now = System.nanoTime();
                nanos.add(now - began);
                began = now;
            }
            long stepBegan = System.nanoTime();
            pointer = steps.take(pointer.next(), pointer, () -> false);
            longest = Math.max(longest, System.nanoTime() - stepBegan);
            largest = Math.max(largest, Json.bytes(pointer).length);
            if (pointer.next() == StepName.HANDOVER) {
                handingOver.handOver(pointer);
                pointer = executions.started();
                executed++;
            }
        }
        // The first measure is of planning.
        List<Long> perRound = nanos.subList(1, nanos.size());
        int early = Math.min(5, perRound.size() / 2);
        return new Measured(
                rounds,
                model.textBytes(),
                0,
                0,
                median(perRound.subList(early, Math.min(perRound.size(), early + 10))),
                median(perRound.subList(Math.max(0, perRound.size() - 10), perRound.size())),
                perRound.stream().mapToLong(Long::longValue).average().orElse(0),
                longest,
                largest,
                executed);
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("cairn-bench");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    private static final class RandomIds implements Ids {
        @Override
        public RunId run() {
            return new RunId(UUID.randomUUID().toString());
        }

        @Override
        public RequestId request() {
            return new RequestId(UUID.randomUUID().toString());
        }
    }
}
