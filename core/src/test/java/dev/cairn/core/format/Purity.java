package dev.cairn.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.node.ObjectNode;

/** What every upcast has to be: of the same document the same, and nothing of what it is given changed. */
final class Purity {
    private Purity() {}

    static void require(Upcast upcast, ObjectNode document) {
        String what = upcast.kind() + " from " + upcast.from();
        ObjectNode before = document.deepCopy();
        ObjectNode first = upcast.step().apply(document);
        assertThat(document).as("what the upcast of " + what + " was given").isEqualTo(before);
        assertThat(upcast.step().apply(document))
                .as("the upcast of " + what + ", done again")
                .isEqualTo(first);
        assertThat(upcast.step().apply(before))
                .as("the upcast of " + what + ", of a copy")
                .isEqualTo(first);
    }
}
