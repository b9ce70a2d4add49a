package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.json.Json;
import dev.cairn.functions.approval.ApprovalLinks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a link lets its holder decide. */
class LinkDecisionsTest {
    private final TestApi api = new TestApi();
    private final LinkRig rig = new LinkRig(api);

    private JsonNode response(String run) {
        return api.get("/runs/" + run + "/requests").json().at("/requests/0/response");
    }

    @Test
    void approval_shouldBeRecordedUnderTheLink_andTheRunGoOn() {
        String run = rig.planned();
        String link = rig.link(run);

        TestApi.Answer page = rig.decide(link, Map.of("decision", "approve"));

        assertThat(page.status()).as(page.text()).isEqualTo(200);
        assertThat(page.text()).contains("Your decision is recorded: the plan was approved. The run goes on.");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        api.executions.work();
        assertThat(rig.status(run)).isEqualTo("SUCCEEDED");
        String who = "approval link " + ApprovalLinks.fingerprint(link.substring("/approve/".length()));
        assertThat(response(run).path("by").stringValue()).isEqualTo(who);
        assertThat(rig.done(run))
                .as("the requests that were read here, the link, the decision")
                .containsExactly("read", "read", "respond");
        assertThat(rig.audit(run).getLast().who()).isEqualTo(who);
    }

    @Test
    void link_shouldBeStoredNowhere() {
        String run = rig.planned();
        String link = rig.link(run);
        rig.decide(link, Map.of("decision", "approve"));
        api.executions.work();
        String id = link.substring("/approve/".length());

        for (String path : List.of("", "/requests", "/events", "/checkpoints", "/audit")) {
            assertThat(api.get("/runs/" + run + path).text()).as(path).doesNotContain(id, "/approve/");
        }
        for (RecordKind<?> kind : List.of(RecordKind.REQUEST, RecordKind.TOKEN, RecordKind.AUDIT, RecordKind.EVENTS)) {
            assertThat(Json.text(api.index.list(TestApi.key(run), kind, null, false, 1000)))
                    .doesNotContain(id);
        }
        assertThat(api.log.toString(StandardCharsets.UTF_8)).doesNotContain(id);
    }

    @Test
    void revision_shouldCarryItsWords_andLeaveTheOldLinkBehind() {
        String run = rig.planned();
        String old = rig.link(run);
        TestApi.Answer page = rig.decide(old, Map.of("decision", "revise", "feedback", "Shorter,\r\n& für < 3 Tage."));
        assertThat(page.text()).contains("the plan was sent back");
        api.executions.work();
        assertThat(response(run).path("feedback").stringValue()).isEqualTo("Shorter,\n& für < 3 Tage.");

        String fresh = rig.link(run);
        assertThat(fresh).isNotEqualTo(old);
        assertThat(rig.open(old).status()).isEqualTo(409);
        TestApi.Answer late = rig.send(old, Map.of("asked", rig.asked(fresh), "decision", "approve"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("The plan was sent back with this link on Friday, 20 November 2026");
        assertThat(rig.status(run)).isEqualTo("WAITING");
        assertThat(rig.decide(fresh, Map.of("decision", "approve")).status()).isEqualTo(200);
    }

    @Test
    void form_shouldBeRefused_whenItIsOfAnotherPlanThanTheLinks() {
        String run = rig.planned();
        String link = rig.link(run);

        for (Map<String, String> form : List.of(
                Map.of("decision", "approve", "asked", "0".repeat(64)),
                Map.of("decision", "approve", "asked", ""),
                Map.of("decision", "approve"))) {
            TestApi.Answer page = rig.send(link, form);
            assertThat(page.status()).as(form + page.text()).isEqualTo(409);
            assertThat(page.text()).contains("Something else is asked now");
        }
        assertThat(rig.status(run)).isEqualTo("WAITING");
        assertThat(rig.done(run)).isEmpty();
    }

    @Test
    void rejection_shouldEndTheRun() {
        String run = rig.planned();

        assertThat(rig.decide(rig.link(run), Map.of("decision", "reject", "feedback", " "))
                        .text())
                .contains("the plan was rejected. The run ends.");
        api.executions.work();
        assertThat(api.runOf(run).path("stopReason").stringValue()).isEqualTo("rejected");
    }

    @Test
    void tool_shouldBeCalledOrNot() {
        api.model.toolTurn("coder", "pay", "{\"amount\": 100}", "Paid it.");
        String approved = api.run("{\"task\": \"x\"}");
        assertThat(rig.decide(rig.link(approved), Map.of("decision", "approve")).text())
                .contains("the call was approved");
        api.executions.work();
        assertThat(api.paid.getAndSet("")).isEqualTo("{\"amount\":100}");

        api.model.toolTurn("coder", "pay", "{\"amount\": 100}", "Then not.");
        String denied = api.run("{\"task\": \"x\"}");
        assertThat(rig.decide(rig.link(denied), Map.of("decision", "deny", "feedback", "Too much."))
                        .status())
                .isEqualTo(200);
        api.executions.work();
        assertThat(api.paid.get()).isEmpty();
        assertThat(response(denied).path("feedback").stringValue()).isEqualTo("Too much.");
    }

    @Test
    void question_shouldBeAnsweredInWords() {
        api.model.toolTurn("researcher", "ask_person", "{\"question\": \"Which year?\"}", "Then 2026.");
        String run = api.run("{\"task\": \"x\"}");
        TestApi.Answer empty = rig.decide(rig.link(run), Map.of("decision", "answer", "answer", "  "));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.text()).contains("Nothing was recorded yet", "answer: must be given");

        assertThat(rig.decide(rig.link(run), Map.of("decision", "answer", "answer", "{\"2026\"}"))
                        .status())
                .isEqualTo(200);
        api.executions.work();
        assertThat(response(run).path("answer").stringValue()).isEqualTo("{\"2026\"}");
    }

    @Test
    void custom_shouldBeHeldAgainstItsSchema_andGiveBackWhatWasWritten() {
        api.model.toolTurn("coder", "signature", "{\"prompt\": \"Sign here.\"}", "Signed.");
        String run = api.run("{\"task\": \"x\"}");
        String link = rig.link(run);
        assertThat(rig.open(link).text()).contains("Sign here.", "minLength");
        TestApi.Answer noJson = rig.decide(link, Map.of("decision", "answer", "answer", "Ann </textarea>"));
        assertThat(noJson.status()).isEqualTo(400);
        assertThat(noJson.text()).contains("answer: must be JSON", "Ann &lt;/textarea&gt;</textarea>");
        TestApi.Answer wrong = rig.decide(link, Map.of("decision", "answer", "answer", "{\"name\": \"A\"}"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("answer.name: must have at least 2 characters");

        assertThat(rig.decide(link, Map.of("decision", "answer", "answer", "{\"name\": \"Ann\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(response(run).at("/answer/name").stringValue()).isEqualTo("Ann");
    }

    @Test
    void decision_shouldFitTheRequest() {
        String run = rig.planned();
        String link = rig.link(run);
        for (Map<String, String> form : List.of(
                Map.of("decision", "deny"),
                Map.of("decision", "perhaps"),
                Map.of("feedback", "x"),
                Map.of("decision", "revise"),
                Map.of("decision", "approve", "answer", "1"))) {
            TestApi.Answer page = rig.decide(link, form);
            assertThat(page.status()).as(form + page.text()).isEqualTo(400);
            assertThat(page.text()).contains("Nothing was recorded yet", "role=\"alert\"", "Plan 1.");
        }
        assertThat(rig.status(run)).isEqualTo("WAITING");
    }

    @Test
    void revision_shouldBeRefused_whenThePlanWasSentBackTooOften() {
        String run = rig.planned();
        for (int i = 0; i < 10; i++) {
            assertThat(rig.decide(rig.link(run), Map.of("decision", "revise", "feedback", "Again."))
                            .status())
                    .isEqualTo(200);
            api.executions.work();
        }

        TestApi.Answer page = rig.decide(rig.link(run), Map.of("decision", "revise", "feedback", "Once more."));

        assertThat(page.status()).isEqualTo(409);
        assertThat(page.text()).contains("which is the most", "Once more.");
        assertThat(rig.decide(rig.link(run), Map.of("decision", "approve")).status())
                .isEqualTo(200);
    }

    @Test
    void secondDecision_shouldBeToldWhatStands() {
        String byLink = rig.planned();
        String link = rig.link(byLink);
        String asked = rig.asked(link);
        rig.decide(link, Map.of("decision", "approve"));
        TestApi.Answer again = rig.send(link, Map.of("asked", asked, "decision", "reject"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("The plan was approved with this link on ");

        String byApi = rig.planned();
        api.respond(byApi, "{\"decision\": \"reject\", \"feedback\": \"A private word.\"}");
        TestApi.Answer late = rig.send(rig.link(byApi), Map.of("asked", asked, "decision", "approve"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("The plan was rejected by local on ").doesNotContain("private", "Plan 2.");
        assertThat(rig.open(rig.link(byApi)).status()).isEqualTo(409);
    }

    @Test
    void twoAtOnce_shouldLeaveOneDecision() throws Exception {
        for (int round = 0; round < 10; round++) {
            String run = rig.planned();
            String link = rig.link(run);
            String asked = rig.asked(link);
            CyclicBarrier start = new CyclicBarrier(2);
            List<Integer> statuses = new ArrayList<>();
            try (ExecutorService two = Executors.newFixedThreadPool(2)) {
                List<Future<TestApi.Answer>> answers = new ArrayList<>();
                for (String decision : List.of("approve", "reject")) {
                    answers.add(two.submit(() -> {
                        start.await();
                        return rig.send(link, Map.of("asked", asked, "decision", decision));
                    }));
                }
                for (Future<TestApi.Answer> answer : answers) {
                    statuses.add(answer.get().status());
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(rig.done(run)).containsExactly("read", "respond");
        }
    }
}
