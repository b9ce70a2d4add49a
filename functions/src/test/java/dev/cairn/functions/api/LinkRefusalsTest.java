package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.functions.BrokenObjects;
import dev.cairn.functions.approval.ApprovalLink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a link does not open, and how it says so. */
class LinkRefusalsTest {
    private final FaultyBlobs blobs = new FaultyBlobs();
    private final TestApi api = new TestApi(blobs, new MemoryIndexStore());
    private final LinkRig rig = new LinkRig(api);

    @Test
    void whatIsNotFound_shouldLookTheSame_whateverIsMissing() {
        String run = rig.planned();
        String link = rig.link(run);
        String deleted = rig.planned();
        String gone = rig.link(deleted);
        api.post("/runs/" + deleted + "/cancel", "");
        assertThat(rig.open(gone).status()).isEqualTo(409);
        assertThat(api.delete("/runs/" + deleted).status()).isEqualTo(204);
        ApprovalLink real =
                api.services.links().read(link.substring("/approve/".length())).orElseThrow();
        List<String> nothing =
                new ArrayList<>(List.of(gone, "/approve/x", "/approve/%00", "/approve/..%2f", link + "A"));
        for (int i = "/approve/".length(); i < link.length(); i += 7) {
            nothing.add(link.substring(0, i) + (link.charAt(i) == 'A' ? 'B' : 'A') + link.substring(i + 1));
        }
        for (ApprovalLink another : List.of(
                new ApprovalLink(
                        new RunKey(new TenantId("globex"), real.run().runId()),
                        real.requestId(),
                        real.asked(),
                        real.expiresAt()),
                new ApprovalLink(
                        new RunKey(real.run().tenant(), new RunId("none")),
                        real.requestId(),
                        real.asked(),
                        real.expiresAt()),
                new ApprovalLink(real.run(), new RequestId("none"), real.asked(), real.expiresAt()))) {
            nothing.add("/approve/" + api.services.links().write(another));
        }
        int audited = rig.audit(run).size();
        String page = rig.open("/approve/nothing").text();
        assertThat(page).contains("This link leads nowhere");

        for (String bad : nothing) {
            assertThat(rig.open(bad).status()).as(bad).isEqualTo(404);
            assertThat(rig.open(bad).text()).as(bad).isEqualTo(page);
            TestApi.Answer posted = rig.send(bad, Map.of("asked", real.asked(), "decision", "approve"));
            assertThat(posted.status()).as(bad).isEqualTo(404);
            assertThat(posted.text()).as(bad).isEqualTo(page);
        }
        assertThat(rig.status(run)).isEqualTo("WAITING");
        assertThat(rig.audit(run)).hasSize(audited);
    }

    @Test
    void link_shouldBeWorthless_underAnotherSecret() {
        String run = rig.planned();
        TestApi other = new TestApi(
                api.blobs,
                api.index,
                dev.cairn.functions.secret.InstallationSecret.of(
                        dev.cairn.functions.secret.InstallationSecret.generate(), "another"));

        assertThat(new LinkRig(other).open(rig.link(run)).status()).isEqualTo(404);
    }

    @Test
    void decision_shouldStandAndTheRunGoOn_whenTheTokenWasSealedUnderAnotherSecret() {
        String run = rig.planned();
        TestApi other = new TestApi(
                api.blobs,
                api.index,
                dev.cairn.functions.secret.InstallationSecret.of(
                        dev.cairn.functions.secret.InstallationSecret.generate(), "another"));

        assertThat(other.respond(run, "{\"decision\": \"approve\"}").status()).isEqualTo(202);
        other.executions.work();

        assertThat(other.runOf(run).path("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(other.log.toString(StandardCharsets.UTF_8)).contains("unopenable-token");
    }

    @Test
    void link_shouldBeGone_onceTheTimeHasPassed_settledOrNot() {
        String run = rig.planned();
        String link = rig.link(run);
        String asked = rig.asked(link);
        api.now.updateAndGet(now -> now.plus(Duration.ofDays(7)));

        assertThat(rig.open(link).status()).isEqualTo(410);
        TestApi.Answer late = rig.send(link, Map.of("asked", asked, "decision", "approve"));
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.text()).contains("The time to answer ended on Friday, 27 November 2026, 10:00 UTC");
        api.executions.timeOut();
        api.executions.work();
        assertThat(rig.open(link).status()).isEqualTo(410);
        assertThat(api.runOf(run).path("stopReason").stringValue()).isEqualTo("expired");
    }

    @Test
    void link_shouldSayThatTheRunDoesNotWait_whileItHasFailed() {
        String run = rig.planned();
        String link = rig.link(run);
        String asked = rig.asked(link);
        api.services
                .failing()
                .fail(
                        new Heads(api.services.machine())
                                .pointer(
                                        api.services
                                                .runs()
                                                .get(TestApi.key(run))
                                                .record(),
                                        0),
                        "Broken.");

        for (TestApi.Answer page :
                List.of(rig.open(link), rig.send(link, Map.of("asked", asked, "decision", "approve")))) {
            assertThat(page.status()).isEqualTo(409);
            assertThat(page.text()).contains("The run is FAILED and takes no answer now");
        }
        api.executions.timeOut();
        api.executions.work();
        assertThat(api.post("/runs/" + run + "/resume", "").status()).isEqualTo(202);
        api.executions.work();
        assertThat(rig.decide(link, Map.of("decision", "approve")).status())
                .as("the old link, once it waits again")
                .isEqualTo(200);
    }

    @Test
    void form_shouldBeRefused_whenABrowserSendsItFromElsewhere() {
        String run = rig.planned();
        String link = rig.link(run);
        String form = LinkRig.encoded(Map.of("asked", rig.asked(link), "decision", "approve"));
        for (Map<String, String> headers : List.of(
                Map.of("sec-fetch-site", "cross-site"),
                Map.of("sec-fetch-site", "same-site", "origin", "https://cairn.example.com"),
                Map.of("origin", "https://evil.example"),
                Map.of("origin", "https://cairn.example.com.evil.example"),
                Map.of("origin", "null"))) {
            TestApi.Answer page = rig.post(link, form, headers);
            assertThat(page.status()).as(headers + page.text()).isEqualTo(403);
        }
        assertThat(rig.status(run)).isEqualTo("WAITING");

        Map<String, String> behindAProxy =
                Map.of("origin", "https://cairn.example.com", "host", "abc.execute-api.eu-west-1.amazonaws.com");
        assertThat(rig.post(link, form, behindAProxy).status()).isEqualTo(200);
    }

    @Test
    void form_shouldBeRefused_whenItIsNone() {
        String run = rig.planned();
        String link = rig.link(run);
        String good = LinkRig.encoded(Map.of("asked", rig.asked(link), "decision", "approve"));
        Map<String, Integer> bodies = new TreeMap<>(Map.of(
                good + "&decision=reject", 400,
                good + "&plan=mine", 400,
                good + "&feedback=%zz", 400,
                good + "&feedback=%e", 400,
                good + "&feedback=%ff", 400,
                good + "&feedback=%00", 400,
                good + "&feedback=" + "x".repeat(70_000), 400,
                good + "&feedback=" + "x".repeat(210_000), 413));
        bodies.forEach((body, status) -> {
            TestApi.Answer page = rig.post(link, body, Map.of());
            assertThat(page.status())
                    .as(body.substring(0, Math.min(200, body.length())) + page.text())
                    .isEqualTo(status);
            assertThat(page.header("content-security-policy")).startsWith("default-src 'none'");
        });
        for (String type : List.of("application/json", "multipart/form-data; boundary=x", "text/plain")) {
            assertThat(rig.post(link, good, Map.of("content-type", type)).status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(rig.status(run)).isEqualTo("WAITING");
        assertThat(rig.post(link, good, Map.of("content-type", "application/x-www-form-urlencoded; charset=UTF-8"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void page_shouldSayThatItCannotBeRead_andHaveTheObjectMarked_whenOneIsBroken() {
        String run = rig.planned();
        String link = rig.link(run);
        String checkpoint = api.runOf(run).at("/head/checkpointId").stringValue();
        TestApi.Answer before = api.get("/runs/" + run);
        assertThat(before.status()).isEqualTo(200);
        blobs.list(TestApi.key(run).prefix(), null, 100).stream()
                .map(stored -> stored.key())
                .filter(key -> key.contains(checkpoint))
                .forEach(blobs::flip);
        LinkRig restarted = new LinkRig(api.restarted());

        TestApi.Answer page = restarted.open(link);

        assertThat(page.status()).as(page.text()).isEqualTo(409);
        assertThat(page.text()).contains("cannot be read at the moment").doesNotContain(checkpoint);
        assertThat(restarted.api.log.toString(StandardCharsets.UTF_8)).contains(BrokenObjects.ALARM);
    }

    @Test
    void page_shouldSayThatNothingIsKnown_whenAStoreFails() {
        String run = rig.planned();
        String link = rig.link(run);
        String asked = rig.asked(link);
        blobs.failWith(new StoreException("The bucket secret-name does not answer."));

        TestApi.Answer page = rig.send(link, Map.of("asked", asked, "decision", "approve"));

        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("retry-after")).isEqualTo("2");
        assertThat(page.text()).contains("A store does not answer").doesNotContain("secret-name");
        blobs.failWith(null);
        assertThat(rig.decide(link, Map.of("decision", "approve")).status()).isEqualTo(200);
    }
}
