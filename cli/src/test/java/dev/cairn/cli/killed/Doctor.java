package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code cairn doctor} over the folder of a server that has ended. */
final class Doctor {
    private Doctor() {}

    /** Nothing of the store is wrong: no object, and no record beside what the objects say. */
    static void findsNothingWrong(Path data, PaidModel model) throws IOException {
        Path root = Path.of(System.getProperty("cairn.root", ".."));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "/bin/sh", root.resolve("cairn").toString(), "doctor", "--data", data.toString(), "--json"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OPENAI_BASE_URL", model.baseUrl());
        builder.environment().put("OPENAI_API_KEY", "none");
        Process process = builder.start();
        byte[] said = process.getInputStream().readAllBytes();
        JsonNode checks = Json.tree(said).path("checks");
        assertThat(checks.isEmpty()).isFalse();
        for (JsonNode check : checks) {
            assertThat(check.path("grade").asString()).as("%s", check).isNotEqualTo("fail");
        }
    }
}
