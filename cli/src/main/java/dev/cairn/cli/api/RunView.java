package dev.cairn.cli.api;

import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A run as the API tells it. Read by name, so that a newer server may say more. */
public record RunView(JsonNode json) {
    public String runId() {
        return json.path("runId").asString("");
    }

    /** As told; a newer server may know other words. */
    public String statusWord() {
        return json.path("status").asString("");
    }

    public boolean is(RunStatus status) {
        return statusWord().equals(status.name());
    }

    /** Whether it was written to after this point in time. */
    public boolean wasUpdatedAfter(String at) {
        try {
            return Instant.parse(json.path("updatedAt").asString("")).isAfter(Instant.parse(at));
        } catch (DateTimeParseException unknown) {
            return false;
        }
    }

    /** Neither at work nor waiting. */
    public boolean hasEnded() {
        return !is(RunStatus.RUNNING) && !is(RunStatus.WAITING);
    }

    public String stopReason() {
        return json.path("stopReason").asString("");
    }

    public boolean wasRejected() {
        return stopReason().equals(StopReason.REJECTED.word());
    }

    public String task() {
        return json.path("task").asString("");
    }

    /** Its name, whether the server tells the name or the team. */
    public String team() {
        JsonNode team = json.path("team");
        return team.isObject() ? team.path("name").asString("") : team.asString("");
    }

    /** Whether models of its team are played from a script. */
    public boolean isRehearsal() {
        return json.path("rehearsal").asBoolean(false);
    }

    /** Whether it was begun by the demo. */
    public boolean isDemo() {
        return json.path("labels").path("cairn").asString("").equals("demo");
    }

    public String answer() {
        JsonNode answer = json.path("answer");
        return answer.isObject() ? answer.path("text").asString("") : answer.asString("");
    }

    public String error() {
        JsonNode error = json.path("error");
        return error.isObject()
                ? error.path("detail").asString(error.path("message").asString(error.toString()))
                : error.asString("");
    }

    public String headCheckpoint() {
        return json.path("head").path("checkpointId").asString("");
    }

    public long headSeq() {
        return json.path("head").path("seq").asLong(0);
    }

    /** What is broken of it and where to go on from, a line each; empty if it could be told in full. */
    public List<String> broken() {
        JsonNode broken = json.path("broken");
        if (!broken.isObject()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("The stored object " + SafeText.line(broken.path("key").asString("")) + " "
                + SafeText.line(broken.path("what").asString("is broken")) + ": this is what the index alone tells");
        lines.addAll(WayOn.of(broken));
        return lines;
    }

    /** The request a person must answer, if the run waits for one. */
    public Optional<RequestView> pendingRequest() {
        JsonNode pending = json.path("pendingRequest");
        return pending.isObject() ? Optional.of(new RequestView(pending)) : Optional.empty();
    }

    /** Its id, where the server tells no more of it. */
    public Optional<String> pendingRequestId() {
        JsonNode pending = json.path("pendingRequest");
        return pending.isString()
                ? Optional.of(pending.asString())
                : pendingRequest().map(RequestView::requestId);
    }
}
