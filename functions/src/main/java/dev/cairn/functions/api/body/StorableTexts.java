package dev.cairn.functions.api.body;

import dev.cairn.functions.api.problem.Faults;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * Finds the texts that JSON can spell and no store can keep: with the character U+0000, which PostgreSQL does not take,
 * or with half of a surrogate pair, which has no UTF-8.
 */
final class StorableTexts {
    private final Faults faults;

    StorableTexts(Faults faults) {
        this.faults = faults;
    }

    void check(String path, JsonNode node) {
        if (node.isString()) {
            check(path, "", node.stringValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(path + "[" + i + "]", node.get(i));
        }
        node.properties().forEach(field -> {
            String name = field.getKey();
            if (check(path, "the name of a field in it ", name)) {
                check(Faults.join(path, name), field.getValue());
            }
        });
    }

    void checkText(String path, String text) {
        check(path, "", text);
    }

    private boolean check(String path, String what, String text) {
        if (text.indexOf('\0') >= 0) {
            faults.add(path, what + "holds the character U+0000, which cannot be stored");
            return false;
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            faults.add(path, what + "holds half of a surrogate pair, which is no character");
            return false;
        }
        return true;
    }
}
