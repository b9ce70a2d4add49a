package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** The people with their runs: they open them, approve the plans, resume what failed, and remember what they were told. */
final class Fleet {
    private final List<Job> jobs = new ArrayList<>();
    private final int atOnce;
    private final int results;
    private final Random random;

    /**
     * @param atOnce how many runs are under way at a time
     * @param results how many results the longest run asks for
     */
    Fleet(int atOnce, int results, Random random) {
        this.atOnce = atOnce;
        this.results = results;
        this.random = random;
    }

    /** One run and no other. */
    Fleet(Job only) {
        this(1, only.results, new Random(0));
        jobs.add(only);
    }

    List<Job> jobs() {
        return jobs;
    }

    List<Job> underWay() {
        return jobs.stream().filter(job -> !job.ended).toList();
    }

    /** Opens new runs for those that have ended. */
    void takeMore() {
        while (underWay().size() < atOnce) {
            jobs.add(new Job("n" + jobs.size(), 1 + random.nextInt(results)));
        }
    }

    /**
     * Does what there is to do for every run once, then waits until the first of them goes on.
     *
     * @throws IOException if the server is gone
     */
    void work(Api api) throws IOException, InterruptedException {
        for (Job job : underWay()) {
            if (job.runId == null) {
                open(api, job);
            }
            lookAfter(api, job);
        }
        for (Job first : underWay().stream().limit(1).toList()) {
            first.hear(api);
        }
    }

    /** With the job's name as the key, so that a run whose opening was not confirmed is not opened twice. */
    void open(Api api, Job job) throws IOException, InterruptedException {
        String body = Json.text(
                Map.of("task", PaidModel.task(job.results, job.name), "team", Json.tree(PaidModel.TEAM), "ttlDays", 1));
        Api.Answer opened = api.post("/runs", body, job.name);
        assertThat(opened.status()).as("opening says %s", opened.body()).isEqualTo(202);
        job.runId = opened.body().path("runId").asString();
    }

    private void lookAfter(Api api, Job job) throws IOException, InterruptedException {
        Api.Answer answer = api.get(job.path());
        assertThat(answer.status()).as("run %s: %s", job.runId, answer.body()).isEqualTo(200);
        JsonNode run = answer.body();
        switch (run.path("status").asString()) {
            case "WAITING" -> decide(api, job, run.path("pendingRequest"));
            case "FAILED" -> {
                Api.Answer resumed = api.post(job.path() + "/resume", "{}", job.name + "-" + job.resumed++);
                assertThat(resumed.status())
                        .as("resume says %s", resumed.body())
                        .isIn(202, 409);
            }
            case "SUCCEEDED" -> {
                assertThat(run.path("answer").asString()).isEqualTo(PaidModel.answer(job.name));
                job.ended = true;
            }
            default -> assertThat(run.path("status").asString()).as("%s", run).isEqualTo("RUNNING");
        }
    }

    private void decide(Api api, Job job, JsonNode request) throws IOException, InterruptedException {
        Api.Answer decided = approve(api, job, request);
        assertThat(decided.status()).as("the decision: %s", decided.body()).isIn(202, 409);
    }

    Api.Answer approve(Api api, Job job, JsonNode request) throws IOException, InterruptedException {
        String id = request.path("requestId").asString();
        String body = Json.text(Map.of(
                "decision", "approve", "planHash", request.path("planHash").asString()));
        Api.Answer decided = api.post(job.path() + "/requests/" + id + "/response", body, id);
        if (decided.is(202)) {
            job.decided.add(id);
        }
        return decided;
    }
}
