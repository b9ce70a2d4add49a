package dev.cairn.functions.api.route;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import dev.cairn.functions.api.problem.Problems;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What whoever comes second is told: the run as it stands now, and who moved it last. */
final class Standing {
    /** Of so many audit items, the newest, the last act is sought; behind more reads it is not told. */
    private static final int RECENT = 100;

    private final Services services;
    private final IndexStore index;

    Standing(Services services) {
        this.services = services;
        this.index = services.machine().index();
    }

    /**
     * Does something to a run.
     *
     * @throws ProblemException if it is refused with a conflict: the same, with what stands
     */
    <T> T orTell(RunKey run, Supplier<T> deed) {
        try {
            return deed.get();
        } catch (ConflictException e) {
            throw new ProblemException(in(Problems.of(e, ""), run), e);
        }
    }

    /** With the run as it stands, where there is one to be seen. */
    Problem in(Problem problem, RunKey run) {
        return services.runs()
                .find(run)
                .map(Versioned::record)
                .map(record -> problem.telling("run", view(record)))
                .orElse(problem);
    }

    private ObjectNode view(RunRecord run) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("runId", run.runId().value());
        tree.put("status", run.status().name());
        tree.put(
                "stopReason", run.stopReason() == null ? null : run.stopReason().word());
        tree.put("epoch", run.epoch());
        tree.putObject("head")
                .put("seq", run.seq())
                .put("checkpointId", run.checkpointId().value());
        tree.put(
                "pendingRequest",
                run.pendingRequest() == null ? null : run.pendingRequest().value());
        tree.put("updatedAt", run.updatedAt().toString());
        Optional<AuditRecord> act = lastAct(run.run());
        if (act.isEmpty()) {
            tree.putNull("lastAct");
        } else {
            tree.putObject("lastAct")
                    .put("who", act.get().who())
                    .put("what", act.get().what().word())
                    .put("at", act.get().at().toString());
        }
        return tree;
    }

    private Optional<AuditRecord> lastAct(RunKey run) {
        return index.list(run, RecordKind.AUDIT, null, true, RECENT).stream()
                .filter(item -> switch (item.what()) {
                    case RESPOND, RESUME, CANCEL -> true;
                    case READ, REPLAY, KEEP, DELETE -> false;
                })
                .findFirst();
    }
}
