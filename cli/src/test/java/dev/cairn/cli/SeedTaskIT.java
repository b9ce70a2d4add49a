package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.models.openai.FakeOpenAi;
import dev.cairn.models.openai.FakeReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A report on the energy of three models, through the built launcher and a server that speaks OpenAI's wire: planned in
 * one process, approved in a second, replayed with another plan in a third.
 */
class SeedTaskIT {
    private static final String TASK = """
            For a report on how efficient machine learning models are with energy: compare what ResNet-50, BERT-base \
            and GPT-2 use in training and in inference on their usual datasets, and estimate the CO2 of training each \
            for 24 hours on an Azure Standard_NC6s_v3. Use tables.""";

    private static final String TEAM = """
            name: research
            manager: {model: "openai:gpt-5.1"}
            participants:
              - name: researcher
                description: Specialist in research and information gathering
                instructions: You find information without additional computation or quantitative analysis.
                model: "openai:gpt-4o-search-preview"
              - name: coder
                description: Writes and executes code to process and analyse data.
                instructions: You solve questions using code. Give the analysis and the computation in detail.
                model: "openai:gpt-5.1"
            planReview: always
            limits: {maxRounds: 10, maxStalls: 3, maxResets: 2}
            """;

    private static final String ANSWER = "| model | CO2 |\n|---|---|\n| ResNet-50 | 2.8 kg |";

    @TempDir
    Path folder;

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger ledgers = new AtomicInteger();

    private FakeReply reply(FakeOpenAi.Received request) {
        if (refusals.getAndIncrement() == 0) {
            return FakeReply.tooManyRequests("1");
        }
        String whole = Json.text(request.body().path("messages"));
        String last = request.lastText();
        if (whole.contains("You are researcher,")) {
            return FakeReply.text("A V100 draws up to 250 W; the grid emits 0.35 kg per kWh.");
        }
        if (whole.contains("You are coder,")) {
            return FakeReply.text("24 h x 0.28 kW x 1.18 x 0.35 = 2.78 kg");
        }
        if (last.contains("Judge where the work stands") || last.contains("cannot be used")) {
            // Malformed once; then what the conversation asks for.
            if (ledgers.getAndIncrement() == 0) {
                return FakeReply.text("Going well, I would say.");
            }
            return FakeReply.text(
                    !whole.contains("V100 draws")
                            ? ledger(false, "researcher")
                            : whole.contains("2.78 kg") ? ledger(true, "coder") : ledger(false, "coder"));
        }
        if (last.contains("The work is done")) {
            return FakeReply.text(ANSWER);
        }
        return FakeReply.text(
                last.contains("make the plan")
                        ? "1. researcher looks up\n2. coder computes"
                        : "### Given facts\n- three models");
    }

    private static String ledger(boolean satisfied, String speaker) {
        return """
                {"is_request_satisfied":{"reason":"r","answer":%s},"is_in_loop":{"reason":"r","answer":false},\
                "is_progress_being_made":{"reason":"r","answer":true},"next_speaker":{"reason":"r","answer":"%s"},\
                "instruction_or_question":{"reason":"r","answer":"Do your part."}}""".formatted(satisfied, speaker);
    }

    private record Ended(int exit, String out, String err) {
        /** Of a command that follows a run: the run itself, after its events. */
        JsonNode last() {
            return Json.tree(out.lines().toList().getLast());
        }

        /** Of any other command: its one document. */
        JsonNode document() {
            return Json.tree(out);
        }
    }

    private Ended cairn(FakeOpenAi server, String... arguments) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("cairn.root", ".."));
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", root.resolve("cairn").toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createTempFile(folder, "in", ".txt").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("OPENAI_BASE_URL", server.baseUrl().toString());
        builder.environment().put("OPENAI_API_KEY", "sk-not-a-real-key");
        Process process = builder.start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS))
                .as("cairn %s ends", command)
                .isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Map<String, String> filesOf(String run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve(".cairn"))) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(one -> one.toString().contains(run))
                    .toList()) {
                files.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    @Timeout(900)
    void aRun_shouldBePlannedApprovedElsewhere_andReplayedWithAnotherPlan() throws Exception {
        Files.writeString(folder.resolve("team.yaml"), TEAM);
        Files.writeString(folder.resolve("plan.md"), "1. coder computes from what is known");
        try (FakeOpenAi server = FakeOpenAi.answering(this::reply)) {
            Ended planned = cairn(server, "run", TASK, "--team", "team.yaml", "--json");
            assertThat(planned.exit()).as(planned.err()).isZero();
            assertThat(planned.last().path("status").asString()).isEqualTo("WAITING");
            assertThat(planned.last().path("pendingRequest").path("plan").asString())
                    .contains("researcher looks up");
            String run = planned.last().path("runId").asString();

            Ended approved = cairn(server, "approve", run, "--json");
            assertThat(approved.exit()).as(approved.err()).isZero();
            assertThat(approved.last().path("status").asString()).isEqualTo("SUCCEEDED");
            assertThat(approved.last().path("answer").asString()).isEqualTo(ANSWER);
            assertThat(approved.last().path("counters").path("rounds").asInt()).isEqualTo(3);

            Ended listed = cairn(server, "checkpoints", run, "--json");
            String review = listed.document()
                    .path("checkpoints")
                    .valueStream()
                    .filter(one -> one.path("next").asString().equals("AwaitPerson"))
                    .findFirst()
                    .orElseThrow()
                    .path("checkpointId")
                    .asString();
            Map<String, String> before = filesOf(run);
            assertThat(before).hasSizeGreaterThan(10);

            Ended replayed = cairn(server, "replay", run, review, "--plan-file", "plan.md", "--approve", "--json");
            assertThat(replayed.exit()).as(replayed.err()).isZero();
            JsonNode fork = replayed.last();
            assertThat(fork.path("status").asString()).isEqualTo("SUCCEEDED");
            assertThat(fork.path("runId").asString()).isNotEqualTo(run);
            assertThat(fork.path("forkedFrom").path("runId").asString()).isEqualTo(run);
            assertThat(fork.path("forkedFrom").path("checkpointId").asString()).isEqualTo(review);
            assertThat(filesOf(run)).isEqualTo(before);
            assertThat(server.received().stream().map(one -> Json.text(one.body())))
                    .anyMatch(body -> body.contains("coder computes from what is known"));

            assertThat(approved.err() + planned.err() + replayed.err()).doesNotContain("sk-not-a-real-key");
            assertThat(filesOf("").values()).noneMatch(text -> text.contains("sk-not-a-real-key"));
        }
    }
}
