package dev.cairn.cli.api;

import tools.jackson.databind.JsonNode;

/** An event as the API tells it. What was said may stand in the data itself or in the entry that it names. */
public record EventView(JsonNode json) {
    public String id() {
        return json.path("id").asString("");
    }

    public String type() {
        return json.path("type").asString("");
    }

    public long seq() {
        return json.path("seq").asLong(0);
    }

    public String checkpointId() {
        return json.path("checkpointId").asString("");
    }

    public JsonNode data() {
        return json.path("data");
    }

    /** A word of the data, empty if it is not there. */
    public String word(String field) {
        return data().path(field).asString("");
    }

    /** The first of these that is there. */
    public String word(String field, String otherwise) {
        String first = word(field);
        return first.isEmpty() ? word(otherwise) : first;
    }

    public String text() {
        for (JsonNode place : new JsonNode[] {
            data().path("text"),
            data().path("content"),
            data().path("content").path("text"),
            data().path("entry").path("text"),
            data().path("entry").path("content"),
            data().path("entry").path("content").path("text"),
            data().path("message"),
            data().path("detail")
        }) {
            if (place.isString() && !place.asString().isEmpty()) {
                return place.asString();
            }
        }
        return "";
    }

    public String author() {
        for (String field : new String[] {"author", "participant", "agent", "speaker", "from"}) {
            if (!word(field).isEmpty()) {
                return word(field);
            }
        }
        return data().path("entry").path("author").asString("");
    }
}
