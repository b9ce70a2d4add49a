package dev.cairn.functions.api.route;

import dev.cairn.core.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * How far a client has read the two streams that make a run's events: what is committed and what is only streamed. Each
 * is in the order of its ids; together they need not arrive so, since a step that streamed may fail.
 *
 * @param committed the id of the last one read; empty before the first
 * @param streamed likewise
 */
record EventCursor(String committed, String streamed) {
    static final EventCursor START = new EventCursor("", "");

    /** What an event is called, or nothing. */
    private static final Pattern ID = Pattern.compile("(?:[0-9]{10,19}-[012](?:-[0-9]{1,19}){1,3})?");

    /** @param text an earlier what {@code next} said, or the id of an event */
    static EventCursor parse(String text) {
        int dot = text.indexOf('.');
        EventCursor cursor = dot < 0
                ? new EventCursor(text, text)
                : new EventCursor(text.substring(0, dot), text.substring(dot + 1));
        if (!ID.matcher(cursor.committed).matches()
                || !ID.matcher(cursor.streamed).matches()) {
            throw new InvalidInputException("after", "must be what the answer before said as next");
        }
        return cursor;
    }

    String text() {
        return committed.equals(streamed) ? committed : committed + "." + streamed;
    }

    EventCursor past(String id, boolean delta) {
        return delta ? new EventCursor(committed, id) : new EventCursor(id, streamed);
    }
}
