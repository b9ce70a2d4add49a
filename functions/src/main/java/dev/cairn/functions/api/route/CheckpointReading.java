package dev.cairn.functions.api.route;

import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Views;
import dev.cairn.core.replay.Diff;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.TeamText;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.http.Call;
import dev.cairn.functions.api.http.Query;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.api.view.CheckpointViews;
import dev.cairn.functions.api.view.DiffView;
import dev.cairn.functions.api.view.Reader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run's checkpoints: the list, one of them, a conversation as it stood then, and what changed between two. */
public final class CheckpointReading implements RouteGroup {
    private static final String LOG = "log";

    private final Services services;
    private final CheckpointViews views;

    public CheckpointReading(Services services) {
        this.services = services;
        this.views = new CheckpointViews(services.machine());
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/runs/{runId}/checkpoints", this::list),
                Route.get("/runs/{runId}/checkpoints/{checkpointId}", this::one),
                Route.get("/runs/{runId}/diff", this::diff));
    }

    private Reply list(Call call) {
        Query query = call.query();
        int limit = query.integer("limit", Pages.LIMIT, 1, Pages.MAX_LIMIT - 1);
        Long before = query.parsed("cursor", Pages::number);
        query.done();
        RunKey run = visible(call);
        List<CheckpointRecord> found = services.machine()
                .index()
                .list(run, RecordKind.CHECKPOINT, before == null ? null : IndexKey.padded(before), true, limit + 1);
        ObjectNode tree = Json.mapper().createObjectNode();
        ArrayNode lines = tree.putArray("checkpoints");
        Set<CheckpointId> quarantined = quarantined(run);
        found.stream()
                .limit(limit)
                .forEach(record -> lines.add(
                        CheckpointViews.line(record).put("quarantined", quarantined.contains(record.checkpointId()))));
        tree.put(
                "next",
                found.size() <= limit
                        ? null
                        : Long.toString(found.get(limit - 1).seq()));
        return Reply.ok(tree);
    }

    private Set<CheckpointId> quarantined(RunKey run) {
        Set<CheckpointId> marked = new HashSet<>();
        services.machine().index().list(run, RecordKind.QUARANTINE, null, false, Pages.MAX_LIMIT).stream()
                .map(QuarantineRecord::checkpointId)
                .filter(Objects::nonNull)
                .forEach(marked::add);
        return marked;
    }

    private Reply one(Call call) {
        Query query = call.query();
        String view = query.text("view");
        Long cursor = query.parsed("cursor", Pages::number);
        int limit = query.integer("limit", Pages.LIMIT, 1, Pages.MAX_LIMIT);
        query.done();
        Reader checkpoint = read(visible(call), call.checkpointId());
        String id = checkpoint.record().checkpointId().value();
        if (view == null) {
            ObjectNode whole = views.whole(checkpoint);
            wasRead(call, Map.of("checkpointId", id, "view", "state"));
            return Reply.ok(whole);
        }
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("runId", checkpoint.run().runId().value());
        tree.put("checkpointId", id);
        tree.put("view", view);
        EntryPage.put(tree, "entries", conversation(checkpoint.whole(), view), cursor, limit);
        wasRead(call, Map.of("checkpointId", id, "view", view));
        return Reply.ok(tree);
    }

    /** A participant's name is matched as in the rounds: exactly, then ignoring case. */
    private static Stream<Entry> conversation(Checkpoint checkpoint, String view) {
        if (view.equals(LOG)) {
            return checkpoint.log().stream();
        }
        if (view.equals(Entry.MANAGER)) {
            return checkpoint.log().stream().filter(Views.ofManager());
        }
        Team team = TeamText.read(checkpoint.log().text(checkpoint.state().team()));
        Optional<Participant> participant = team.find(view);
        String name = participant
                .orElseThrow(() -> new InvalidInputException(
                        "view",
                        "must be log, manager or a participant (" + String.join(", ", team.names()) + "), was \"" + view
                                + "\""))
                .name();
        return checkpoint.log().stream()
                .filter(Views.ofParticipant(name, checkpoint.state().viewStart()));
    }

    private Reply diff(Call call) {
        Query query = call.query();
        CheckpointId from = required(query, "from");
        CheckpointId to = required(query, "to");
        Long cursor = query.parsed("cursor", Pages::number);
        int limit = query.integer("limit", Pages.MAX_LIMIT, 1, Pages.MAX_LIMIT);
        query.done();
        RunKey run = visible(call);
        Reader earlier = read(run, Objects.requireNonNull(from));
        Reader later = read(run, Objects.requireNonNull(to));
        if (earlier.record().seq() > later.record().seq()) {
            throw new InvalidInputException("from", "must not be newer than to; change the two over");
        }
        Diff diff = Diff.between(earlier.whole(), later.whole());
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("runId", run.runId().value());
        tree.set("from", CheckpointViews.line(earlier.record()));
        tree.set("to", CheckpointViews.line(later.record()));
        tree.set("changes", DiffView.changes(diff, earlier, later));
        EntryPage.put(tree, "appended", diff.appended().stream(), cursor, limit);
        wasRead(
                call,
                Map.of(
                        "from",
                        earlier.record().checkpointId().value(),
                        "to",
                        later.record().checkpointId().value()));
        return Reply.ok(tree);
    }

    private static @Nullable CheckpointId required(Query query, String name) {
        if (query.text(name) == null) {
            query.fault(name, "must be given: a checkpoint's id");
            return null;
        }
        return query.parsed(name, text -> {
            try {
                return new CheckpointId(text);
            } catch (InvalidInputException e) {
                throw new InvalidInputException(name, e.faults().getFirst().detail());
            }
        });
    }

    /** Nothing of it goes out before this is written. */
    private void wasRead(Call call, Map<String, String> what) {
        services.machine()
                .index()
                .transact(List.of(AuditRecord.of(
                                call.run(),
                                call.actor(),
                                AuditAction.READ,
                                services.machine().clock().instant(),
                                what)
                        .write()));
    }

    private RunKey visible(Call call) {
        return services.runs().get(call.run()).record().run();
    }

    private Reader read(RunKey run, CheckpointId id) {
        return Reader.of(services.machine().checkpoints(), run, id);
    }
}
