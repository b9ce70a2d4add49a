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

    /** A word of the data, empty if it is not there or is no text. */
    public String word(String field) {
        return textOf(data().path(field));
    }

    /** The first of these that is there. */
    public String word(String field, String otherwise) {
        String first = word(field);
        return first.isEmpty() ? word(otherwise) : first;
    }

    /** What was said: it stands in the data, or in the entry that the data names. */
    public String text() {
        return textIn(data());
    }

    /** What was said, in data of this form. */
    public static String textIn(JsonNode data) {
        for (String field : new String[] {"text", "content", "entry", "message", "detail"}) {
            String said = textOf(data.path(field));
            if (!said.isEmpty()) {
                return said;
            }
        }
        return "";
    }

    /** Of a text, an entry or its content. */
    private static String textOf(JsonNode node) {
        if (node.isString()) {
            return node.asString();
        }
        if (!node.isObject()) {
            return "";
        }
        return node.path("text").isString() ? node.path("text").asString() : textOf(node.path("content"));
    }

    /** Whether it says that nothing works on the run any more, though the run could not be marked so. */
    public boolean saysAbandoned() {
        return data().path("abandoned").asBoolean(false);
    }

    public String at() {
        return json.path("at").asString("");
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
