package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link from where it is told to where it decides, over the gateway. */
class LinksTest {
    private static final Pattern ASKED = Pattern.compile("name=\"asked\" value=\"([0-9a-f]{64})\"");

    @TempDir
    Path data;

    private static String link(LocalRig rig) throws InterruptedException {
        String line = Objects.requireNonNull(rig.links.poll(2, TimeUnit.MINUTES), "nobody was told");
        assertThat(line).contains(" waits for a person (plan_review) until ");
        return line.substring(line.indexOf("http://"));
    }

    private static String path(LocalRig rig, String link) {
        assertThat(link).startsWith(rig.server().api() + "/approve/");
        return link.substring(rig.server().api().toString().length());
    }

    private static HttpResponse<String> approve(LocalRig rig, String path, Map<String, String> from) {
        Matcher asked = ASKED.matcher(rig.send("GET", path, null, Map.of()).body());
        assertThat(asked.find()).isTrue();
        Map<String, String> headers = new java.util.TreeMap<>(from);
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return rig.send("POST", path, "decision=approve&asked=" + asked.group(1), headers);
    }

    @Test
    void link_shouldLeadFromTheLineToTheEndOfTheRun() throws Exception {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            String path = path(rig, link(rig));
            HttpResponse<String> page = rig.send("GET", path, null, Map.of());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(page.body()).contains("The plan.", run, "This is a rehearsal");
            assertThat(rig.send("HEAD", path, null, Map.of()).statusCode()).isEqualTo(405);

            assertThat(approve(rig, path, Map.of("Origin", "https://evil.example"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(approve(rig, path, Map.of("Origin", "null")).statusCode())
                    .isEqualTo(403);
            HttpResponse<String> done = approve(
                    rig, path, Map.of("Origin", rig.server().api().toString(), "Sec-Fetch-Site", "same-origin"));

            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void link_shouldOutliveTheProcess_andBeToldAnewByTheNext() throws Exception {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            String old = link(rig);
            String oldPath = path(rig, old);
            rig.restart();
            rig.await(run, "WAITING");
            assertThat(link(rig)).isNotEqualTo(old);

            assertThat(approve(rig, oldPath, Map.of()).statusCode()).isEqualTo(200);
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void log_shouldSayThatSomebodyIsWaitedFor_withoutTheLink() throws Exception {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            String link = link(rig);

            assertThat(Files.readString(data.resolve("log")))
                    .contains("Run " + run + " waits for a person (plan_review) until ", "cairn watch " + run)
                    .doesNotContain("/approve/", link);
        }
    }
}
