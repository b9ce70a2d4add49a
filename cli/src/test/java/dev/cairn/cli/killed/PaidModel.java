package dev.cairn.cli.killed;

import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.models.openai.FakeOpenAi;
import dev.cairn.models.openai.FakeReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider whose answers follow from the question alone, and that keeps the bill: how often each question was asked.
 * The team works until it has given as many results as the task asks for.
 */
final class PaidModel implements AutoCloseable {
    static final String TEAM = """
            {"name": "pair", "manager": {"model": "openai:m"}, "planReview": "always", "limits": {"maxRounds": 50},
             "participants": [
               {"name": "finder", "description": "Finds.", "instructions": "You find.", "model": "openai:m"},
               {"name": "counter", "description": "Counts.", "instructions": "You count.", "model": "openai:m"}]}""";

    private static final Pattern TASK = Pattern.compile("Give (\\d+) results for job-([A-Za-z0-9]+)\\.");

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private final String padding;
    private final FakeOpenAi server = FakeOpenAi.answering(this::reply);

    /** @param padding what every result is padded with */
    PaidModel(String padding) {
        this.padding = padding;
    }

    static String task(int results, String job) {
        return "Give " + results + " results for job-" + job + ".";
    }

    static String answer(String job) {
        return "All is told of job-" + job + ".";
    }

    String baseUrl() {
        return server.baseUrl().toString();
    }

    /** How many calls of a job were answered that had been answered before. */
    int repeats(String job) {
        return asked.entrySet().stream()
                .filter(one -> job.equals(jobs.get(one.getKey())))
                .mapToInt(one -> one.getValue() - 1)
                .sum();
    }

    /** Different questions about a job. */
    int questions(String job) {
        return (int) jobs.values().stream().filter(job::equals).count();
    }

    private FakeReply reply(FakeOpenAi.Received request) {
        String whole = Json.text(request.body().path("messages"));
        Matcher task = TASK.matcher(whole);
        if (!task.find()) {
            return FakeReply.error(400, "no task in what was asked");
        }
        String job = task.group(2);
        String question = Digest.hexOfJson(request.body());
        jobs.put(question, job);
        asked.merge(question, 1, Integer::sum);
        long given = whole.split("Result \\d+ of job-", -1).length - 1L;
        String last = request.lastText();
        if (whole.contains("You are finder,") || whole.contains("You are counter,")) {
            return FakeReply.text("Result " + (given + 1) + " of job-" + job + ". " + padding);
        }
        if (last.contains("Judge where the work stands")) {
            return FakeReply.text(
                    ledger(given >= Long.parseLong(task.group(1)), given % 2 == 0 ? "finder" : "counter"));
        }
        if (last.contains("The work is done")) {
            return FakeReply.text(answer(job));
        }
        return FakeReply.text("1. finder finds\n2. counter counts");
    }

    private static String ledger(boolean satisfied, String speaker) {
        return """
                {"is_request_satisfied":{"reason":"r","answer":%s},"is_in_loop":{"reason":"r","answer":false},\
                "is_progress_being_made":{"reason":"r","answer":true},"next_speaker":{"reason":"r","answer":"%s"},\
                "instruction_or_question":{"reason":"r","answer":"Give the next one."}}""".formatted(satisfied, speaker);
    }

    @Override
    public void close() {
        server.close();
    }
}
