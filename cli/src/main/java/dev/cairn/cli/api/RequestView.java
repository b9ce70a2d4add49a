package dev.cairn.cli.api;

import dev.cairn.core.request.RequestStatus;
import tools.jackson.databind.JsonNode;

/** A request as the API tells it. */
public record RequestView(JsonNode json) {
    public String requestId() {
        return json.path("requestId").asString("");
    }

    public String type() {
        return json.path("type").asString("");
    }

    public boolean isPlanReview() {
        return type().equals("plan_review");
    }

    public boolean isToolApproval() {
        return type().equals("tool_approval");
    }

    public boolean isPending() {
        return json.path("status").asString("").equals(RequestStatus.PENDING.name());
    }

    public String status() {
        return json.path("status").asString("");
    }

    public boolean stalled() {
        return json.path("stalled").asBoolean(false);
    }

    public String plan() {
        return json.path("plan").asString("");
    }

    public String planHash() {
        return json.path("planHash").asString("");
    }

    public String prompt() {
        return json.path("prompt").asString("");
    }

    public String tool() {
        return json.path("tool").asString("");
    }

    public JsonNode arguments() {
        return json.path("arguments");
    }

    public JsonNode schema() {
        return json.path("schema");
    }

    public JsonNode progressLedger() {
        return json.path("progressLedger");
    }

    public String expiresAt() {
        return json.path("expiresAt").asString("");
    }

    public String decision() {
        return json.path("response").path("decision").asString("");
    }
}
