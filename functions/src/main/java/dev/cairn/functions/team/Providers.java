package dev.cairn.functions.team;

import java.util.List;

/** The model providers that a team can name, in the order in which they are told. */
final class Providers {
    static final List<String> ALL = List.of("openai", "openai-responses", "anthropic", "bedrock", "rehearsal");

    private Providers() {}
}
