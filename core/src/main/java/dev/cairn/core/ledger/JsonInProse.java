package dev.cairn.core.ledger;

import java.util.ArrayList;
import java.util.List;

/** Finds the JSON objects that a model wrapped in prose or in a fence. Knows quotes, so that a brace in a text is text. */
final class JsonInProse {
    private static final int MOST = 20;

    /** Characters looked at in all, so that a text of nothing but open braces takes no longer than another. */
    private static final int BUDGET = 8 * 1024 * 1024;

    private JsonInProse() {}

    /**
     * The balanced {@code {...}} stretches in the order in which they open, nested ones too: an unbalanced quote or
     * brace in the prose before can hide the right one from a reader that skips.
     */
    static List<String> objects(String prose) {
        List<String> found = new ArrayList<>();
        long budget = BUDGET;
        for (int at = prose.indexOf('{');
                at >= 0 && found.size() < MOST && budget > 0;
                at = prose.indexOf('{', at + 1)) {
            int end = endOfObject(prose, at);
            if (end >= 0) {
                found.add(prose.substring(at, end + 1));
            }
            budget -= (end >= 0 ? end : prose.length()) - at;
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
