package dev.cairn.core.ledger;

import java.util.ArrayList;
import java.util.List;

/** Finds the JSON objects that a model wrapped in prose or in a fence. Knows quotes, so that a brace in a text is text. */
final class JsonInProse {
    private static final int MOST = 20;

    private JsonInProse() {}

    /** The outermost balanced {@code {...}} stretches, in order. */
    static List<String> objects(String prose) {
        List<String> found = new ArrayList<>();
        int at = prose.indexOf('{');
        while (at >= 0 && found.size() < MOST) {
            int end = endOfObject(prose, at);
            if (end < 0) {
                at = prose.indexOf('{', at + 1);
            } else {
                found.add(prose.substring(at, end + 1));
                at = prose.indexOf('{', end + 1);
            }
        }
        return found;
    }

    /** Where the object that opens here closes, or -1 if it never does. */
    private static int endOfObject(String prose, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < prose.length(); i++) {
            char c = prose.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
