package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.json.Digest;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.approval.ApprovalLinks;
import dev.cairn.functions.approval.RequestNotice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

/** What stands on a link's page, and what it lets in. */
class LinkPagesTest {
    private static final String HOSTILE =
            "</pre></textarea><script>alert(1)</script><img src=x onerror=alert(2)> \" onclick='x' {{forms}} \u202e";

    private static final Set<String> OURS = Set.of(
            "!doctype",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "h1",
            "h2",
            "p",
            "section",
            "dl",
            "dt",
            "dd",
            "code",
            "time",
            "pre",
            "form",
            "input",
            "label",
            "textarea",
            "button",
            "div",
            "ul",
            "li");

    private final TestApi api = new TestApi();
    private final LinkRig rig = new LinkRig(api);

    private static Set<String> tags(String page) {
        Set<String> tags = new TreeSet<>();
        Matcher tag = Pattern.compile("<([^/\\s>]+)").matcher(page);
        while (tag.find()) {
            tags.add(tag.group(1));
        }
        return tags;
    }

    @Test
    void page_shouldShowThePlanWithOneFormForEachDecision() {
        String run = rig.planned();

        TestApi.Answer page = rig.open(rig.link(run));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("<html lang=\"en\">", "Count the stars.", "Plan 1.", run, "reviewed")
                .contains("value=\"approve\"", "value=\"revise\"", "value=\"reject\"")
                .contains("name=\"asked\" value=\"" + Digest.hex("Plan 1.") + "\"")
                .contains("<label for=\"revise-feedback\">", "<textarea id=\"revise-feedback\" name=\"feedback\"");
        assertThat(page.text()).doesNotContain("rehearsal");
        assertThat(tags(page.text())).isSubsetOf(OURS);
    }

    @Test
    void page_shouldLetTheBrowserRunLoadFrameAndKeepNothing() {
        TestApi.Answer page = rig.open(rig.link(rig.planned()));

        String style = page.text()
                .substring(page.text().indexOf("<style>") + 7, page.text().indexOf("</style>"));
        String hash =
                Base64.getEncoder().encodeToString(Digest.sha256().digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.header("content-security-policy"))
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
        assertThat(page.header("cache-control")).isEqualTo("no-store");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.reply().headers()).doesNotContainKeys("etag", "set-cookie", "access-control-allow-origin");
        assertThat(page.text())
                .doesNotContain("<script", "javascript:", " style=", " href=", " src=", " action=")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void opening_shouldChangeNothingButTheAudit_howeverOften() {
        String run = rig.planned();
        String link = rig.link(run);
        Object before = api.runOf(run);
        Object requests = api.get("/runs/" + run + "/requests").json();
        Object events = api.get("/runs/" + run + "/events").json();
        int objects = api.blobs.list("", null, 1000).size();
        for (int i = 0; i < 3; i++) {
            assertThat(rig.open(link).status()).isEqualTo(200);
        }
        for (String method : List.of("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(api.send(method, link, null, Map.of()).status())
                    .as(method)
                    .isEqualTo(405);
        }

        assertThat(api.runOf(run)).isEqualTo(before);
        assertThat(api.get("/runs/" + run + "/requests").json()).isEqualTo(requests);
        assertThat(api.get("/runs/" + run + "/events").json()).isEqualTo(events);
        assertThat(api.blobs.list("", null, 1000)).hasSize(objects);
        assertThat(rig.done(run))
                .as("three openings, and the events and requests that were read here")
                .containsExactly("read", "read", "read", "read", "read");
        assertThat(api.executions.tokens()).hasSize(1);
    }

    @Test
    void reading_shouldBeOnRecord_underTheLinksFingerprint() {
        String run = rig.planned();
        String link = rig.link(run);
        rig.open(link);

        AuditRecord item = rig.audit(run).getFirst();

        String id = link.substring("/approve/".length());
        assertThat(item.who()).isEqualTo("approval link " + ApprovalLinks.fingerprint(id));
        assertThat(item.from()).isEqualTo("127.0.0.1");
        assertThat(item.details()).containsKeys("requestId", "checkpointId");
        assertThat(api.get("/runs/" + run + "/audit").text()).doesNotContain(id);
    }

    @Test
    void page_shouldShowWhatSomebodyWrote_asTextAlone() {
        api.model
                .plan(HOSTILE)
                .toolTurn("coder", "pay", dev.cairn.core.json.Json.text(Map.of(HOSTILE, HOSTILE)), "Done.");
        String run = api.run(dev.cairn.core.json.Json.text(Map.of("task", HOSTILE, "planReview", "always")));
        List<String> pages = new ArrayList<>();
        pages.add(rig.open(rig.link(run)).text());
        pages.add(rig.decide(rig.link(run), Map.of("decision", HOSTILE, "feedback", HOSTILE))
                .text());
        pages.add(rig.decide(rig.link(run), Map.of("decision", "revise", "feedback", HOSTILE))
                .text());
        api.executions.work();
        pages.add(rig.decide(rig.link(run), Map.of("decision", "approve")).text());
        api.executions.work();
        pages.add(rig.open(rig.link(run)).text());

        assertThat(pages.getLast()).contains("May this tool be called?", "&lt;img src=x onerror=alert(2)&gt;");
        assertThat(pages).allSatisfy(page -> {
            assertThat(tags(page)).isSubsetOf(OURS);
            assertThat(page).doesNotContain("\u202e", "\"x\" onclick");
        });
    }

    @Test
    void page_shouldShowAToolWithItsArguments_andAQuestion() {
        api.model.toolTurn("coder", "pay", "{\"amount\": 100, \"to\": \"Ann\"}", "Paid.");
        String paying = api.run("{\"task\": \"x\"}");
        assertThat(rig.open(rig.link(paying)).text())
                .contains(
                        "May this tool be called?",
                        "Pays a bill.",
                        "The tool pay",
                        "&quot;amount&quot; : 100",
                        "&quot;Ann&quot;")
                .contains("value=\"approve\"", "value=\"deny\"")
                .doesNotContain("value=\"revise\"");

        assertThat(rig.decide(rig.link(paying), Map.of("decision", "approve")).status())
                .isEqualTo(200);
        api.executions.work();

        api.model.toolTurn("researcher", "ask_person", "{\"question\": \"Which <year>?\"}", "Then.");
        String asking = api.run("{\"task\": \"x\"}");
        assertThat(rig.open(rig.link(asking)).text())
                .contains(
                        "A question for you",
                        "Which &lt;year&gt;?",
                        "Asked by researcher",
                        "value=\"answer\"",
                        " required>");
    }

    @Test
    void page_shouldSayWhyThereIsANewPlan_afterAStall() {
        api.model.stall();
        String run = api.run("{\"task\": \"x\", \"planReview\": \"on_stall\"}");

        assertThat(rig.open(rig.link(run)).text()).contains("Why there is a new plan", "because");
    }

    @Test
    void page_shouldAskNobodyWhoTheyAre() {
        String run = rig.planned();
        ApiHandler strict = new ApiHandler(api.services, request -> {
            throw new IllegalStateException("nobody vouches for this caller");
        });
        Request request = new Request(
                "GET", rig.link(run), "utm=1", Map.of(), new byte[0], "192.0.2.1", MissingNode.getInstance(), "id");

        assertThat(strict.answer(request).status()).isEqualTo(200);
        assertThat(api.sendAs(dev.cairn.core.json.Json.tree("{}"), "GET", rig.link(run), null, Map.of())
                        .text())
                .as("whoever it is, the link alone counts")
                .contains("Plan 1.");
    }

    @Test
    void notice_shouldSayWhatWaits_andBeGivenAgainWithEveryWait() {
        String task = "Count the stars. ".repeat(100).strip();
        String run = api.run(dev.cairn.core.json.Json.text(Map.of("task", task, "team", "reviewed")));

        RequestNotice told = api.told.getFirst();
        assertThat(api.told).hasSize(1);
        assertThat(told.run()).isEqualTo(TestApi.key(run));
        assertThat(told.requestId().value()).isEqualTo(api.pending(run));
        assertThat(told.type().word()).isEqualTo("plan_review");
        assertThat(task).startsWith(told.task());
        assertThat(told.task()).hasSize(500);
        assertThat(told.planHash()).isEqualTo(Digest.hex("Plan 1."));
        assertThat(told.expiresAt().toString()).startsWith("2026-11-27T");
        assertThat(told.link()).startsWith(LinkRig.BASE + "/approve/");
        assertThat(told.toString()).doesNotContain("/approve/", "stars");

        api.services
                .waiting()
                .begin(
                        new dev.cairn.core.step.Heads(api.services.machine())
                                .pointer(
                                        api.services
                                                .runs()
                                                .get(TestApi.key(run))
                                                .record(),
                                        0),
                        "task-token-of-a-retry");
        assertThat(api.told).hasSize(2);
        assertThat(api.told.get(1).link()).isNotEqualTo(told.link());
        assertThat(rig.open(String.valueOf(told.link()).substring(LinkRig.BASE.length()))
                        .status())
                .isEqualTo(200);
    }
}
