package dev.cairn.cli.api;

import tools.jackson.databind.JsonNode;

/** A checkpoint of a list as the API tells it. */
public record CheckpointView(JsonNode json) {
    public String checkpointId() {
        return json.path("checkpointId").asString("");
    }

    public long seq() {
        return json.path("seq").asLong(-1);
    }

    public String step() {
        return json.path("step").asString("");
    }

    public String next() {
        return json.path("next").asString("");
    }

    public String at() {
        return json.path("at").asString("");
    }

    public long bytes() {
        return json.path("bytes").asLong(0);
    }

    public boolean terminal() {
        return json.path("terminal").asBoolean(false);
    }
}
