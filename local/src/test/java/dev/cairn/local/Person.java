package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.run.RunStatus;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Somebody who asks again until there is an answer, and does with a run what was wished. */
record Person(LocalRig rig, String order, Wish wish) {
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "STOPPED", "CANCELLED");

    /** What is done with a run, how it then ends, and what stands decided about its plans. */
    enum Wish {
        APPROVE(RunStatus.SUCCEEDED, DecisionKind.APPROVE),
        REVISE(RunStatus.SUCCEEDED, DecisionKind.REVISE, DecisionKind.APPROVE),
        REJECT(RunStatus.STOPPED, DecisionKind.REJECT),
        CANCEL(RunStatus.CANCELLED, (DecisionKind) null),
        REPLAY(RunStatus.SUCCEEDED, DecisionKind.APPROVE),
        /** Its model refuses once, and it is resumed. */
        RESUME(RunStatus.SUCCEEDED, DecisionKind.APPROVE),
        /** Its request expires. */
        NOTHING(RunStatus.STOPPED, (DecisionKind) null);

        private final RunStatus end;
        private final List<@Nullable DecisionKind> decisions;

        Wish(RunStatus end, @Nullable DecisionKind... decisions) {
            this.end = end;
            this.decisions = Arrays.asList(decisions);
        }

        RunStatus end() {
            return end;
        }

        /** Null for a request that nobody answered. */
        List<@Nullable DecisionKind> decisions() {
            return decisions;
        }

        String task() {
            return "Count the stars to " + this + " them.";
        }
    }

    /** The run, and its fork where there is one. */
    List<String> bringsToItsEnd() {
        String body = "{\"task\":\"" + wish.task() + "\",\"team\":" + LocalRig.team("always", "") + "}";
        String run = asks("POST", "/runs", body, Map.of("Idempotency-Key", order))
                .path("runId")
                .asString();
        follows(run);
        if (wish != Wish.REPLAY) {
            return List.of(run);
        }
        return List.of(run, replays(run));
    }

    private void follows(String run) {
        List<String> requests = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode now = asks("GET", "/runs/" + run, null, Map.of());
            String status = now.path("status").asString();
            if (ENDED.contains(status)) {
                if (wish == Wish.NOTHING) {
                    assertThat(answers(run, opened(run), "approve").statusCode())
                            .as("too late")
                            .isEqualTo(410);
                }
                return;
            }
            if (status.equals("FAILED")) {
                asks("POST", "/runs/" + run + "/resume", "{}", Map.of());
            } else if (status.equals("WAITING") && wish == Wish.CANCEL) {
                asks("POST", "/runs/" + run + "/cancel", "{}", Map.of());
            } else if (status.equals("WAITING")) {
                String request = now.path("pendingRequest").path("requestId").asString();
                if (!requests.contains(request)) {
                    requests.add(request);
                }
                decides(run, requests);
            }
            String since = "/events?wait=5&limit=1000&after=" + LocalRig.encoded(after);
            after = asks("GET", "/runs/" + run + since, null, Map.of())
                    .path("next")
                    .asString(after);
        }
    }

    /** The request of a run that may have been over before anybody looked. */
    private String opened(String run) {
        return asks("GET", "/runs/" + run + "/events?limit=1000", null, Map.of()).path("events").values().stream()
                .filter(event -> event.path("type").asString().equals("plan_review_requested"))
                .map(event -> event.path("data").path("requestId").asString())
                .findFirst()
                .orElseThrow();
    }

    private void decides(String run, List<String> requests) {
        DecisionKind decision = wish.decisions().get(requests.size() - 1);
        if (decision != null) {
            int status = answers(run, requests.getLast(), decision.word()).statusCode();
            assertThat(status).isIn(202, 409);
        }
    }

    private HttpResponse<String> answers(String run, String request, String decision) {
        String feedback = decision.equals("revise") ? ",\"feedback\":\"Think again.\"" : "";
        return until(
                "POST",
                "/runs/" + run + "/requests/" + request + "/response",
                "{\"decision\":\"" + decision + "\"" + feedback + "}",
                Map.of());
    }

    /** From before the plan's review, from the record alone. */
    private String replays(String run) {
        String from =
                asks("GET", "/runs/" + run + "/checkpoints?limit=100", null, Map.of())
                        .path("checkpoints")
                        .values()
                        .stream()
                        .filter(checkpoint -> checkpoint.path("seq").asLong() == 0)
                        .map(checkpoint -> checkpoint.path("checkpointId").asString())
                        .findFirst()
                        .orElseThrow();
        long paid = paid();
        String body = "{\"checkpointId\":\"" + from + "\",\"mode\":\"recorded\"}";
        String fork = asks("POST", "/runs/" + run + "/replay", body, Map.of("Idempotency-Key", order + "-again"))
                .path("runId")
                .asString();
        follows(fork);
        assertThat(paid()).as("model calls of a recorded replay").isEqualTo(paid);
        return fork;
    }

    private long paid() {
        return rig.model.requests().stream()
                .filter(request -> request.messages().stream()
                        .anyMatch(message -> message.content().text().contains(wish.task())))
                .count();
    }

    /** A 409 is an answer: what was asked for has been done, be it by a request whose answer was lost. */
    private JsonNode asks(String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpResponse<String> answer = until(method, path, body, headers);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isIn(200, 202, 409);
        return Json.tree(answer.body());
    }

    private HttpResponse<String> until(String method, String path, @Nullable String body, Map<String, String> headers) {
        while (true) {
            HttpResponse<String> answer = rig.send(method, path, body, headers);
            if (!Set.of(500, 502, 503, 504).contains(answer.statusCode())) {
                return answer;
            }
        }
    }
}
