package dev.cairn.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.local.template.SamTemplate;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whoever reads changes nothing: no object and no record, but the audit of who read what. */
class ReadingTest {
    @TempDir
    Path data;

    /** What there is to be read, and whether reading it tells content, which the audit keeps. */
    private record Address(String path, boolean content) {
        boolean isFollowed() {
            return path.matches("/runs/[^/]+/(events|requests).*");
        }
    }

    /** A run of every kind: one that has succeeded, its fork, one that waits, a cancelled one, a failed one, a kept one. */
    private static List<String> populate(LocalRig rig) {
        rig.script();
        String asked = rig.open("always");
        rig.await(asked, "WAITING");
        String cancelled = rig.open("always");
        rig.await(cancelled, "WAITING");
        rig.post("/runs/" + cancelled + "/cancel", "{}", 200);
        String sentBack = rig.open("always");
        rig.respond(sentBack, "{\"decision\":\"revise\",\"feedback\":\"Count the planets too.\"}");
        rig.await(sentBack, "WAITING");
        String done = rig.open("never");
        rig.await(done, "SUCCEEDED");
        rig.post("/runs/" + done + "/keep", "{}", 200);
        String fork = rig.post(
                        "/runs/" + done + "/replay",
                        "{\"checkpointId\":\"" + rig.checkpointBefore(done, "EvaluateProgress")
                                + "\",\"mode\":\"recorded\"}",
                        202)
                .path("runId")
                .asString();
        rig.await(fork, "SUCCEEDED");
        rig.model.anew(Purpose.PROGRESS_LEDGER).anew(Purpose.FACTS);
        String failed = rig.open("never");
        rig.await(failed, "FAILED");
        return List.of(asked, cancelled, sentBack, done, fork, failed);
    }

    private static List<Address> addresses(LocalRig rig, SamTemplate.Route route, List<String> runs) {
        List<Address> all = new ArrayList<>();
        if (route.path().contains("{linkId}")) {
            String page = link(rig, runs.getFirst());
            return List.of(new Address(page, true), new Address(page + "?from=mail", true));
        }
        if (!route.path().contains("{runId}")) {
            all.add(new Address(route.path(), false));
            all.add(new Address(route.path() + (route.path().equals("/runs") ? "?limit=1" : ""), false));
            return all;
        }
        for (String run : runs) {
            String path = route.path().replace("{runId}", run);
            List<String> checkpoints = rig.checkpoints(run).values().stream()
                    .map(one -> one.path("checkpointId").asString())
                    .toList();
            if (path.contains("{checkpointId}")) {
                for (String checkpoint : checkpoints) {
                    String at = path.replace("{checkpointId}", checkpoint);
                    for (String view : List.of("", "?view=log", "?view=manager", "?view=coder&limit=1")) {
                        all.add(new Address(at + view, true));
                    }
                }
            } else if (path.endsWith("/diff")) {
                all.add(new Address(path + "?from=" + checkpoints.getLast() + "&to=" + checkpoints.getFirst(), true));
            } else {
                all.add(new Address(path, false));
                all.add(new Address(path + "?limit=1", false));
            }
        }
        return all.stream()
                .filter(one -> !one.path().matches("/runs/[^/]+\\?limit=1"))
                .toList();
    }

    /** The path of the page that answers what this run waits for. */
    private static String link(LocalRig rig, String run) {
        try {
            for (String line = ""; ; line = requireNonNull(rig.links.poll(2, TimeUnit.MINUTES), "no link came")) {
                if (line.contains(run)) {
                    return line.substring(line.indexOf("/approve/"));
                }
            }
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @Test
    void reading_shouldChangeNothingButTheAudit_onEveryRouteThatIsRead() {
        try (LocalRig rig = new LocalRig(data)) {
            List<String> runs = populate(rig);
            List<SamTemplate.Route> routes = SamTemplate.ofThisRelease().routes().stream()
                    .filter(route -> route.method().equals("GET"))
                    .toList();
            assertThat(routes).hasSizeGreaterThanOrEqualTo(10);
            StoreBytes now = StoreBytes.of(data);
            for (SamTemplate.Route route : routes) {
                for (Address address : addresses(rig, route, runs)) {
                    now = read(rig, address, now);
                }
            }
        }
    }

    private StoreBytes read(LocalRig rig, Address address, StoreBytes before) {
        HttpResponse<String> answer = rig.send("GET", address.path(), null, Map.of());
        StoreBytes after = StoreBytes.of(data);

        assertThat(answer.statusCode())
                .as("%s -> %s", address.path(), answer.body())
                .isEqualTo(200);
        assertThat(after.objects())
                .as(address.path())
                .isEqualTo(before.objects())
                .isNotEmpty();
        assertThat(after.records())
                .as(address.path())
                .isEqualTo(before.records())
                .isNotEmpty();
        assertThat(after.audit()).as(address.path()).containsAllEntriesOf(before.audit());
        assertThat(after.auditSince(before))
                .as(address.path())
                // Who follows a run may have done so before; of one hour that leaves one item.
                .hasSizeBetween(address.content() ? 1 : 0, address.content() || address.isFollowed() ? 1 : 0)
                .allSatisfy(item -> assertThat(item).contains("\"what\":\"read\""));
        return after;
    }

    @Test
    void asking_shouldChangeNothing_whenTheMethodIsHeadOrNobodysOrTheThingIsNotThere() {
        try (LocalRig rig = new LocalRig(data)) {
            List<String> runs = populate(rig);
            StoreBytes before = StoreBytes.of(data);
            for (SamTemplate.Route route : SamTemplate.ofThisRelease().routes()) {
                if (route.isDefault()) {
                    continue;
                }
                String there = route.path()
                        .replace("{runId}", runs.getFirst())
                        .replace("{checkpointId}", "none")
                        .replace("{requestId}", "none")
                        .replace("{linkId}", "none");
                String missing = route.path().replaceAll("\\{[A-Za-z]+}", "none");
                for (String path : List.of(there, missing)) {
                    for (String method : List.of("HEAD", "OPTIONS", "PUT", "PATCH", "TRACE")) {
                        HttpResponse<String> answer = rig.send(method, path, null, Map.of());
                        assertThat(answer.statusCode()).as(method + " " + path).isBetween(400, 499);
                    }
                }
                assertThat(rig.send("GET", missing, null, Map.of()).statusCode())
                        .as(missing)
                        .isIn(200, 400, 404, 405);
            }
            assertThat(StoreBytes.of(data)).isEqualTo(before);
            JsonNode waiting = rig.get("/runs/" + runs.getFirst());
            assertThat(waiting.path("status").asString()).isEqualTo("WAITING");
        }
    }
}
