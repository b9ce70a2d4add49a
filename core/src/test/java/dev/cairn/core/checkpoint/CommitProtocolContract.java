package dev.cairn.core.checkpoint;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A crash before or after any call of a store, at every place of a whole run: nothing is lost, nothing paid twice. Who
 * has stores extends this and says how to make a pair that holds nothing.
 */
public abstract class CommitProtocolContract {
    /** A store that holds nothing and that nothing else uses. */
    protected abstract BlobStore newBlobs();

    protected abstract IndexStore newIndex();

    /** Of how many places one is tried, beginning at the first; 1 for all of them. */
    protected abstract int stride();

    /** Thrown where the process dies; nothing of ours may catch it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash(int at) {
            super("the process dies at store call " + at, null, false, false);
        }
    }

    /** Counts the calls of both stores, and fails one of them before or after its effect. */
    private static final class Faults {
        private final int at;
        private final boolean after;
        private final boolean crash;
        private int calls;

        Faults(int at, boolean after, boolean crash) {
            this.at = at;
            this.after = after;
            this.crash = crash;
        }

        <T> T around(java.util.function.Supplier<T> call) {
            boolean now = ++calls == at;
            if (now && !after) {
                fail();
            }
            T result = call.get();
            if (now && after) {
                fail();
            }
            return result;
        }

        private void fail() {
            if (crash) {
                throw new Crash(at);
            }
            throw new StoreException("time-out at call " + at + ", outcome unknown");
        }
    }

    private record FaultyBlobs(BlobStore inner, Faults faults) implements BlobStore {
        @Override
        public Put putIfAbsent(String key, byte[] bytes) {
            return faults.around(() -> inner.putIfAbsent(key, bytes));
        }

        @Override
        public Optional<byte[]> get(String key) {
            return faults.around(() -> inner.get(key));
        }

        @Override
        public List<Stored> list(String prefix, @Nullable String after, int limit) {
            return inner.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            inner.delete(key);
        }

        @Override
        public boolean deleteIf(String key, byte[] bytes) {
            return inner.deleteIf(key, bytes);
        }
    }

    private static final class FaultyIndex extends DelegatingIndexStore {
        private final Faults faults;

        FaultyIndex(IndexStore inner, Faults faults) {
            super(inner);
            this.faults = faults;
        }

        @Override
        public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
            return faults.around(() -> super.get(key));
        }

        @Override
        public boolean transact(List<Write> writes) {
            return faults.around(() -> super.transact(writes));
        }
    }

    private static void script(World world) {
        ModelResponse tools = new ModelResponse(
                new Content(
                        "",
                        List.of(
                                new ToolCall("a", "add", Json.toTree(Map.of("n", 1))),
                                new ToolCall("b", "add", Json.toTree(Map.of("n", 2)))),
                        null,
                        null),
                10,
                5);
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                // The answer depends on what is asked alone, as a model's might, so that a repetition changes nothing.
                .on(
                        Purpose.PROGRESS_LEDGER,
                        request -> ModelResponse.text(
                                request.messages().stream()
                                                .anyMatch(one ->
                                                        one.content().text().equals("all added"))
                                        ? done()
                                        : request.messages().stream()
                                                        .anyMatch(one -> "cairn-malformed"
                                                                .equals(one.content()
                                                                        .text()))
                                                ? go("coder")
                                                : "cairn-malformed"))
                .on(
                        Purpose.TURN,
                        request -> request.messages().stream()
                                        .anyMatch(
                                                one -> "b".equals(one.content().toolCallId()))
                                ? ModelResponse.text("all added")
                                : tools)
                .on(Purpose.ANSWER, "the answer");
    }

    private static final Tool ADD = new Tool("add", "lambda", null, null, null, null, null, null);

    /** Calls of the model in a run in which nothing fails. */
    private int undisturbed() {
        World world = new World(newBlobs(), newIndex());
        script(world);
        world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(ADD));
        return world.model.calls();
    }

    private int storeCallsOfARun() {
        Faults none = new Faults(-1, false, false);
        World world = new World(new FaultyBlobs(newBlobs(), none), new FaultyIndex(newIndex(), none));
        script(world);
        world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(ADD));
        return none.calls;
    }

    private void survives(int at, boolean after, boolean crash, int paidUndisturbed) {
        Faults faults = new Faults(at, after, crash);
        World world = new World(new FaultyBlobs(newBlobs(), faults), new FaultyIndex(newIndex(), faults));
        script(world);
        RunKey run = new RunKey(World.TENANT, new dev.cairn.core.run.RunId("run-1"));
        String where = (crash ? "crash " : "time-out ") + (after ? "after" : "before") + " call " + at;
        Map<String, List<Byte>> before = Map.of();
        try {
            world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(ADD));
        } catch (Crash | StoreException fault) {
            world.executions.die();
            before = world.objects(run);
            recover(world, run);
        }
        assertThat(world.run(run).status()).as(where).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(run, EntryKind.ANSWER)).as(where).containsExactly("the answer");
        assertThat(world.texts(run, EntryKind.TOOL_RESULT))
                .as(where)
                .containsExactly("result of {\"n\":1}", "result of {\"n\":2}");
        // The call in flight may be made again; every completed one is answered from the journal or adopted.
        assertThat(world.model.calls()).as(where).isBetween(paidUndisturbed, paidUndisturbed + 1);
        Map<String, List<Byte>> now = world.objects(run);
        assertThat(now).as(where + ": what was stored never changes").containsAllEntriesOf(before);
    }

    /** As a restarted process does: opens again what was not opened, else resumes. */
    private static void recover(World world, RunKey run) {
        if (world.index.get(RunRecord.key(run)).isEmpty()) {
            RunRecord opened = world.opening.open(new dev.cairn.core.lifecycle.NewRun(
                    run,
                    "Count the stars.",
                    List.of(),
                    World.team(ADD),
                    PlanReview.NEVER,
                    Limits.DEFAULT,
                    Map.of(),
                    30,
                    null));
            world.starting.start(opened);
        } else if (!world.run(run).status().hasEnded()) {
            world.resuming.resume(run);
        }
        world.executions.work();
    }

    @Test
    void aCrashAtAnyStoreCall_shouldLoseNothing_andRepeatAtMostTheCallInFlight() {
        int paid = undisturbed();
        int places = storeCallsOfARun();
        assertThat(places).isGreaterThan(40);
        for (int at = 1; at <= places; at += stride()) {
            survives(at, false, true, paid);
            survives(at, true, true, paid);
        }
    }

    @Test
    void aTimeOutAtAnyStoreCall_shouldLoseNothing() {
        int paid = undisturbed();
        int places = storeCallsOfARun();
        for (int at = 1; at <= places; at += stride()) {
            survives(at, false, false, paid);
            survives(at, true, false, paid);
        }
    }

    @Test
    void aStepTakenTwice_shouldCommitOnce_andAnswerTheSamePointer() {
        World world = new World(newBlobs(), newIndex());
        script(world);
        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(ADD));
        int checkpoints = world.checkpoints(run).size();
        var first = world.checkpoints(run).getFirst();
        var pointer = new dev.cairn.core.run.Pointer(
                run.tenant(), run.runId(), 1, 0, first.checkpointId(), first.next(), 0, null);

        var again = world.steps.take(first.next(), pointer, () -> false);

        assertThat(again.next()).isEqualTo(dev.cairn.core.run.StepName.CLOSE);
        assertThat(world.checkpoints(run)).hasSize(checkpoints);
    }

    @Test
    void aCommit_shouldBeDiscarded_whenTheRunWasCancelledBetween() {
        World world = new World(newBlobs(), newIndex());
        script(world);
        world.model.anew(Purpose.PROGRESS_LEDGER).on(Purpose.PROGRESS_LEDGER, request -> {
            RunKey run = new RunKey(World.TENANT, new dev.cairn.core.run.RunId("run-1"));
            if (world.run(run).status() == RunStatus.RUNNING) {
                world.cancelling.cancel(run);
            }
            return ModelResponse.text(go("coder"));
        });

        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(ADD));

        assertThat(world.run(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(world.texts(run, EntryKind.INSTRUCTION)).isEmpty();
        assertThat(world.checkpoints(run).getLast().terminal()).isTrue();
    }
}
