package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each field of each record is forged in turn: it is found, or on the list of those that follow from no object. */
class ForgedRecordsTest {
    /** Fields, each after its kind, that no object says. */
    private static final Set<String> FREE = Set.of(
            // Raised by resume, hand-over and cancel, none of which leaves an object.
            "run epoch",
            "run started",
            // When the reconciler looks again; that it looks at all is checked.
            "run due",
            // A resume, a failure and an answer move it, and of runs that have ended for good a pin that is taken away:
            // of those it is never before the end.
            "run updatedAt",
            // The words of a failure.
            "run error");

    private final World world = new World();
    private final List<RunKey> runs = new ArrayList<>();
    private final Set<String> unseen = new TreeSet<>();
    private final Set<String> free = new TreeSet<>();

    private void story() {
        RunKey finished = Stories.finished(world);
        world.keeping.keep(finished, true);
        runs.add(finished);
        runs.add(world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team()));
        RunKey cancelled = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.cancelling.cancel(cancelled);
        runs.add(cancelled);
        RunKey rejected = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.answer(rejected, new Response(DecisionKind.REJECT, "No.", null, null, null));
        runs.add(rejected);
        RunKey limited = world.open(PlanReview.NEVER, new Limits(1, 3, 1, null, null, false), Stories.team());
        assertThat(world.run(limited).status()).isEqualTo(RunStatus.STOPPED);
        runs.add(limited);
        runs.add(world.fork(new Fork(
                finished,
                world.checkpoints(finished).get(3).checkpointId(),
                new RunId("recorded"),
                ReplayMode.RECORDED,
                Edits.NONE,
                null,
                false,
                "the body")));
        runs.add(world.fork(new Fork(
                finished,
                world.checkpoints(finished).get(1).checkpointId(),
                new RunId("waits-again"),
                ReplayMode.FRESH,
                Edits.NONE,
                null,
                false,
                "another body")));
        RunKey answered = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.executions.die();
        world.responding.respond(
                answered, world.requests(answered).getFirst().request().requestId(), Response.approve(), null, "ada");
        runs.add(answered);
        world.executions.die();
        RunKey opened = new RunKey(World.TENANT, new RunId("opened"));
        world.opening.open(new NewRun(
                opened,
                "Wait.",
                List.of(),
                Stories.team(),
                PlanReview.NEVER,
                Limits.DEFAULT,
                Map.of("team", "blue"),
                7,
                "a body"));
        runs.add(opened);
        world.model.anew(Purpose.TURN);
        RunKey failed = world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team());
        assertThat(world.run(failed).status()).isEqualTo(RunStatus.FAILED);
        runs.add(failed);
    }

    private List<Trouble> troubles(RunKey run) {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(run, troubles::add);
        return troubles;
    }

    @Test
    void everyForgedField_shouldBeFoundByName_orFollowFromNoObject() {
        story();
        runs.forEach(run -> assertThat(troubles(run)).as(run.toString()).isEmpty());
        int forged = 0;
        forged += forge(RecordKind.RUN);
        forged += forge(RecordKind.CHECKPOINT);
        forged += forge(RecordKind.EVENTS);
        forged += forge(RecordKind.REQUEST);

        assertThat(unseen).isEmpty();
        assertThat(free).as("what is allowed is what is needed").isEqualTo(FREE);
        assertThat(forged).isGreaterThan(2_000);
        runs.forEach(run -> assertThat(troubles(run)).as(run.toString()).isEmpty());
    }

    private <T extends IndexRecord> int forge(RecordKind<T> kind) {
        List<T> all = runs.stream()
                .flatMap(run -> world.index.list(run, kind, null, false, 1000).stream())
                .toList();
        int forged = 0;
        for (T record : all) {
            if (kind.word().equals("events") && record.key().sort().contains("-2-")) {
                // That it failed is in no object.
                continue;
            }
            ObjectNode tree = (ObjectNode) Json.toTree(record);
            for (String field : fields(kind, all)) {
                for (ObjectNode other : forgeries(tree, field, all)) {
                    forged += forge(kind, record, field, other) ? 1 : 0;
                }
            }
        }
        return forged;
    }

    private <T extends IndexRecord> boolean forge(RecordKind<T> kind, T record, String field, ObjectNode other) {
        T forgery;
        try {
            forgery = Json.fromTree(other, kind.type());
        } catch (JacksonException | IllegalArgumentException noRecord) {
            return false;
        }
        if (forgery.equals(record) || !forgery.key().equals(record.key())) {
            return false;
        }
        world.index.transact(List.of(new Write.Put(forgery)));
        List<Trouble> found = troubles(record.key().run());
        world.index.transact(List.of(new Write.Put(record)));
        String value = other.path(field).asString("");
        boolean named = found.stream()
                .map(one -> one.place() + " " + one.what())
                .anyMatch(text -> text.contains(field) || (!value.isEmpty() && text.contains(value)));
        String what = kind.word() + " " + field;
        if (!named && FREE.contains(what) && isFree(field, forgery, record)) {
            free.add(what);
        } else if (!named) {
            unseen.add(what + " of " + record.key().run() + " as " + other.path(field) + " found " + found);
        }
        return true;
    }

    /** Whether this forgery of a field that is free in general is one that nobody can see. */
    private static boolean isFree(String field, IndexRecord forgery, IndexRecord record) {
        if (!(forgery instanceof RunRecord forged && record instanceof RunRecord known)) {
            return false;
        }
        boolean endedForGood = known.status().hasEnded() && known.status() != RunStatus.FAILED;
        return switch (field) {
            case "updatedAt" -> !endedForGood || forged.updatedAt().isAfter(known.updatedAt());
            case "due" -> forged.due() != null;
            case "error" -> known.status() == RunStatus.FAILED && forged.error() != null;
            default -> true;
        };
    }

    private static Set<String> fields(RecordKind<?> kind, List<? extends IndexRecord> all) {
        Set<String> fields = new LinkedHashSet<>();
        all.forEach(one -> fields.addAll(Json.toTree(one).propertyNames()));
        assertThat(fields).as(kind.word()).hasSizeGreaterThan(4);
        return fields;
    }

    /** The field gone, as it stands in other records, and a little otherwise than it is. */
    private static Set<ObjectNode> forgeries(ObjectNode tree, String field, List<? extends IndexRecord> all) {
        Set<ObjectNode> forgeries = new LinkedHashSet<>();
        ObjectNode gone = tree.deepCopy();
        gone.remove(field);
        forgeries.add(gone);
        Set<JsonNode> values = new LinkedHashSet<>();
        for (IndexRecord one : all) {
            JsonNode value = Json.toTree(one).get(field);
            if (value != null && values.size() < 3 && !value.equals(tree.get(field))) {
                values.add(value);
            }
        }
        JsonNode value = tree.get(field);
        if (value != null) {
            values.addAll(near(value));
        }
        for (JsonNode other : values) {
            ObjectNode forged = tree.deepCopy();
            forged.set(field, other);
            forgeries.add(forged);
        }
        return forgeries;
    }

    private static List<JsonNode> near(JsonNode value) {
        List<JsonNode> near = new ArrayList<>();
        if (value.isBoolean()) {
            near.add(Json.toTree(!value.booleanValue()));
        } else if (value.isIntegralNumber()) {
            near.add(Json.toTree(value.longValue() + 1));
        } else if (value.isString()) {
            near.add(Json.toTree(later(value.stringValue())));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(one -> near(one.getValue())
                            .forEach(other ->
                                    near.add(((ObjectNode) value).deepCopy().set(one.getKey(), other))));
        }
        return near;
    }

    private static String later(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
                ? Instant.parse(text).plus(Duration.ofSeconds(1)).toString()
                : text + "x";
    }
}
