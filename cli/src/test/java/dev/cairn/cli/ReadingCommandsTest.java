package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingCommandsTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    @Test
    void list_shouldShowATable_overAsManyPagesAsItTakes() {
        Story story = new Story(api, "r1");
        api.on(
                "GET /runs",
                call -> FakeApi.page("runs", call.query().contains("cursor=two") ? null : "two", story.run()));
        Result result = cairn().run("list", "--status", "waiting", "--label", "a=b c", "--limit", "5");
        assertThat(result.out().lines().toList()).hasSize(4).satisfies(lines -> {
            assertThat(lines.get(0)).isEqualTo("run  status   rounds  updated      task");
            assertThat(lines.get(2)).startsWith("r1   waiting       0  11-20 ").endsWith("How much CO2?");
        });
        assertThat(api.calls("GET /runs").getFirst().query())
                .contains("label=a%3Db%20c")
                .contains("status=WAITING")
                .contains("limit=5");
        assertThat(api.calls("GET /runs").get(1).query()).contains("limit=4").contains("cursor=two");
    }

    @Test
    void list_shouldGiveEachRunOneLine_howeverLongItsTaskIs() {
        String id = "5c16fdcc72788cf77e697faeecd919c3";
        api.on(
                "GET /runs",
                call -> FakeApi.page(
                        "runs",
                        null,
                        json("{'runId': '" + id + "', 'status': 'SUCCEEDED', 'counters': {'rounds': 5},"
                                + " 'updatedAt': '2026-11-20T10:00:00Z', 'task': 'I am writing a report on energy'}")));
        Result result = cairn().run("list");
        assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.length() <= 80);
        assertThat(result.out()).contains(id).endsWith("  I am writing …\n");
    }

    @Test
    void list_shouldBeOneDocument_withJson() {
        api.on("GET /runs", call -> Reply.ok(json("{'runs': [{'runId': 'r1'}], 'next': 'more'}")));
        Result result = cairn().run("list", "--json", "--limit", "1");
        assertThat(result.json()).isEqualTo(json("{'runs': [{'runId': 'r1'}], 'next': 'more'}"));
    }

    @Test
    void audit_shouldTellWhoDidWhat_asATableOrAsOneDocument() {
        api.on(
                "GET /runs/r1/audit",
                call -> Reply.ok(
                        json(
                                "{'audit': [{'id': '1', 'at': '2026-11-20T10:00:00Z', 'who': 'ada', 'from': '192.0.2.7', 'what': 'respond', 'requestId': 'g', 'details': {'decision': 'approve'}}], 'next': null}")));
        assertThat(cairn().run("audit", "r1").out())
                .contains("who  from       did      to")
                .contains("ada  192.0.2.7  respond  decision approve");
        assertThat(cairn().run("audit", "r1", "--json")
                        .json()
                        .at("/audit/0/who")
                        .stringValue())
                .isEqualTo("ada");

        api.on("GET /runs/r1/audit", call -> FakeApi.page("audit", null));
        assertThat(cairn().run("audit", "r1").out())
                .contains("No audit items are held of run r1:", "or the index was made anew since");
        assertThat(cairn().run("audit", "r1", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void brokenObject_shouldComeWithTheCommandThatGoesOn() {
        api.on("GET /runs/r1", call -> {
            Reply reply = Reply.problem(409, "The stored object local/runs/r1/checkpoints/c9.json.gz is damaged.");
            ((tools.jackson.databind.node.ObjectNode) reply.body())
                    .put("key", "local/runs/r1/checkpoints/c9.json.gz")
                    .put("newestIntact", "c8");
            return reply;
        });
        Result broken = cairn().run("show", "r1");
        assertThat(broken.exit()).isEqualTo(4);
        assertThat(broken.err()).contains("go on from it with: cairn replay r1 c8");

        api.on("GET /runs/r1", call -> {
            Reply reply = Reply.problem(409, "The stored object x is missing.");
            ((tools.jackson.databind.node.ObjectNode) reply.body())
                    .putNull("newestIntact")
                    .put("recordedTask", "Count the stars.");
            return reply;
        });
        assertThat(cairn().run("show", "r1").err()).contains("start anew with: cairn run \"Count the stars.\"");
    }

    @Test
    void brokenRun_shouldBeShownAsFarAsItIsTold_withTheWayOn_andNotPassForAWholeOne() {
        tools.jackson.databind.node.ObjectNode run =
                (tools.jackson.databind.node.ObjectNode) dev.cairn.core.json.Json.tree("""
                        {"runId":"r1","owner":"ann","status":"SUCCEEDED","stopReason":"satisfied","task":"Count.","team":"t",
                         "broken":{"key":"local/runs/r1/segments/s.ndjson.gz","what":"is missing","newestIntact":"c8"}}""");
        api.on("GET /runs/r1", call -> Reply.ok(run));
        api.on("GET /runs/r1/events", call -> FakeApi.page("events", "next"));

        Result shown = cairn().run("show", "r1");
        assertThat(shown.exit()).isZero();
        assertThat(shown.out().replaceAll("\\s+", " "))
                .contains("owner ann")
                .contains("segments/s.ndjson.gz is missing")
                .contains("cairn replay r1 c8");
        Result watched = cairn().run("watch", "r1");
        assertThat(watched.exit()).isEqualTo(4);
        assertThat(watched.err()).contains("segments/s.ndjson.gz is missing");

        ((tools.jackson.databind.node.ObjectNode) run.path("broken"))
                .putNull("newestIntact")
                .put("searched", false);
        assertThat(cairn().run("show", "r1").out()).contains("cairn doctor");
    }

    @Test
    void unreadableRuns_shouldBeNamed_whenRunsAreListed() {
        api.on(
                "GET /runs",
                call -> Reply.ok(
                        dev.cairn.core.json.Json.tree(
                                "{\"runs\":[],\"next\":null,\"unreadable\":[{\"runId\":\"r7\",\"detail\":\"A run record is torn.\"}]}")));
        assertThat(cairn().run("list").err()).contains("Run r7: A run record is torn.");
        assertThat(cairn().run("list", "--json")
                        .json()
                        .at("/unreadable/0/runId")
                        .stringValue())
                .isEqualTo("r7");
    }

    @Test
    void list_shouldBeEmpty_andMakeNothing_whereThereIsNoFolder() {
        Result result = new TestCairn(directory).run("list", "--json", "--data", "nowhere");
        assertThat(result.exit()).isZero();
        assertThat(result.json().path("runs")).isEmpty();
        Result show = new TestCairn(directory).run("show", "r1", "--data", "nowhere");
        assertThat(show.exit()).isEqualTo(3);
        assertThat(show.err()).contains("There are no runs here").contains("nowhere does not exist");
        assertThat(Files.exists(directory.resolve("nowhere"))).isFalse();
    }

    @Test
    void list_shouldNameTheStatuses_whenItIsGivenAnother() {
        Result result = cairn().run("list", "--status", "done");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("running, waiting, succeeded, stopped, failed or cancelled, was \"done\"");
    }

    @Test
    void show_shouldTellHowARunStands() {
        new Story(api, "r1").goOnToTheAnswer();
        Result result = cairn().run("show", "r1");
        assertThat(result.out())
                .startsWith("Run r1\n")
                .contains("status        succeeded (satisfied)")
                .contains("head          checkpoint 6  c6")
                .contains("used          2 model calls, 1,200 tokens in, 345 tokens out")
                .contains("labels        topic=energy")
                .contains("ResNet-50  7.2     2.9");
    }

    @Test
    void show_shouldShowACheckpointByItsNumber_andWhatWasSaid() {
        new Story(api, "r1").goOnToTheAnswer();
        api.on("GET /runs/r1/checkpoints/c2", call -> Reply.ok(json("""
                {'checkpointId': 'c2', 'seq': 2, 'parentId': 'c1', 'step': 'AwaitPerson', 'next': 'EvaluateProgress',
                 'at': '2026-11-20T10:00:00Z', 'bytes': 1026, 'terminal': false, 'state': {'plan': 2}, 'texts': {'plan': '- a plan', 'answer': null}}""")));
        assertThat(cairn().run("show", "r1", "--checkpoint", "2").out())
                .startsWith("Checkpoint 2  c2\n")
                .contains("made by       AwaitPerson")
                .contains("│ - a plan ");
        api.on("GET /runs/r1/checkpoints/c6", call -> Reply.ok(json("""
                {'entries': [{'ordinal': 3, 'author': 'coder', 'kind': 'reply', 'content': {'text': 'a\\u001b[2J b'}}],
                 'next': null}""")));
        Result view = cairn().run("show", "r1", "--view", "coder");
        assertThat(view.out()).isEqualTo("3 coder reply\n  a^[[2J b\n\n");
        assertThat(api.calls("GET /runs/r1/checkpoints/c6").getFirst().query()).contains("view=coder");
        assertThat(cairn().run("show", "r1", "--checkpoint", "77").exit()).isEqualTo(3);
    }

    @Test
    void show_shouldBeAPageForAPerson_ofACheckpoint() {
        new Story(api, "r1").goOnToTheAnswer();
        api.on("GET /runs/r1/checkpoints/c4", call -> Reply.ok(json("""
                {'checkpointId': 'c4', 'seq': 4, 'parentId': 'c3', 'step': 'EvaluateProgress', 'next': 'AgentTurn',
                 'at': '2026-11-20T10:00:00Z', 'bytes': 1026, 'terminal': false, 'runId': 'r1', 'status': 'RUNNING',
                 'stopReason': null, 'forkedFrom': null, 'entries': 11,
                 'state': {'team': 0, 'teamFingerprint': '%s', 'task': 1, 'plan': 3, 'viewStart': 0,
                   'afterStall': false, 'planReview': 'on_stall',
                   'limits': {'maxRounds': 10, 'maxStalls': 3, 'maxResets': null, 'maxTokens': 50000, 'deadline': null,
                     'partialAnswer': true},
                   'counters': {'rounds': 2, 'stalls': 1, 'resets': 0, 'reviews': 0},
                   'usage': {'modelCalls': 5, 'inputTokens': 1200, 'outputTokens': 345},
                   'turn': {'speaker': 'coder', 'instruction': 9}, 'custom': {}},
                 'texts': {'task': 'How much CO2?', 'facts': null, 'plan': '- a plan', 'answer': null},
                 'team': {'name': 'research', 'manager': {'model': 'openai:m'}, 'participants': []},
                 'progressLedger': null, 'request': null}""".formatted("0123456789abcdef".repeat(4)))));

        String page = cairn().run("show", "r1", "--checkpoint", "4").out();

        assertThat(page)
                .startsWith("""
                Checkpoint 4  c4
                run           r1
                status        running
                made by       EvaluateProgress
                next          AgentTurn
                parent        c3
                """)
                .contains("""
                stored        1.0 kB
                log           11 entries
                team          research (fingerprint 0123456789ab)
                plan review   on stall
                limits        10 rounds, 3 stalls, 50,000 tokens
                rounds        2 (stalls 1, resets 0)
                used          5 model calls, 1,200 tokens in, 345 tokens out
                turn of       coder

                """)
                .contains("│ - a plan ")
                .doesNotContain("{", "viewStart", "teamFingerprint");
        assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void show_shouldListTheTeam_whereTheLogHoldsIt() {
        new Story(api, "r1").goOnToTheAnswer();
        api.on("GET /runs/r1/checkpoints/c6", call -> Reply.ok(json("""
                {'entries': [{'ordinal': 0, 'author': 'cairn', 'kind': 'team', 'content': {'text': '{"name":"research",\
                "manager":{"model":"openai:m"},"participants":[{"name":"coder","model":"openai:c",\
                "tools":[{"name":"code_interpreter"}]}]}'}}],
                 'next': null}""".replace("\"", "\\\""))));

        assertThat(cairn().run("show", "r1", "--view", "log").out()).isEqualTo("""
                0 cairn team
                  research

                  - manager: openai:m
                  - coder: openai:c, with code_interpreter

                """);
    }

    @Test
    void requests_shouldShowThePlanAndHowToApproveIt() {
        new Story(api, "r1");
        assertThat(cairn().run("requests", "r1").out())
                .startsWith("Request q1  pending\n")
                .contains("type          plan review")
                .contains("│ - report in tables ")
                .contains("Approve with: cairn approve r1");
    }

    @Test
    void checkpoints_shouldBeATable_oldestFirst() {
        new Story(api, "r1").goOnToTheAnswer();
        Result result = cairn().run("checkpoints", "r1");
        assertThat(result.out().lines().skip(2)).hasSize(7).first().asString().startsWith("0  c0          Open");
        assertThat(result.err()).contains("cairn replay r1 0");
        assertThat(cairn().run("checkpoints", "r1", "--json").json().path("checkpoints"))
                .hasSize(7);
    }

    @Test
    void diff_shouldShowWhatChanged_andAllThatWasSaidInBetween() {
        new Story(api, "r1").goOnToTheAnswer();
        api.on("GET /runs/r1/diff", call -> Reply.ok(json(call.query().contains("cursor=4") ? """
                          {'changes': [], 'appended': [{'ordinal': 4, 'author': 'coder', 'kind': 'reply',
                           'content': {'text': 'Four.'}}], 'next': null}""" : """
                          {'from': {'seq': 1}, 'to': {'seq': 2}, 'changes': [
                           {'path': 'plan', 'from': '- old', 'to': '- new', 'fromEntry': 2, 'toEntry': 3},
                           {'path': 'counters.rounds', 'from': 0, 'to': 1}, {'path': 'request', 'from': {'a': 1}, 'to': null}],
                           'appended': [{'ordinal': 3, 'author': 'person', 'kind': 'plan', 'content': {'text': '- new'}}],
                           'next': '4'}""")));
        assertThat(cairn().run("diff", "r1", "1", "c2").out()).isEqualTo("""
                plan
                  - - old
                  + - new
                counters.rounds
                  - 0
                  + 1
                request
                  - {
                  -   "a" : 1
                  - }

                Said in between

                3 person plan
                  - new

                4 coder reply
                  Four.

                """);
        assertThat(api.calls("GET /runs/r1/diff").getFirst().query())
                .contains("from=c1")
                .contains("to=c2");
    }

    @Test
    void watch_shouldTellAllOfARun_orWhatCameAfter() {
        new Story(api, "r1").goOnToTheAnswer();
        assertThat(cairn().run("watch", "r1").err()).contains("● Run r1").contains("Round 2");
        assertThat(cairn().run("watch", "r1", "--after", "e0008").err())
                .doesNotContain("● Run r1")
                .contains("Round");
    }

    @Test
    void cancelAndDelete_shouldSayWhatTheyDid() {
        new Story(api, "r1");
        api.on("POST /runs/r1/cancel", call -> new Reply(202, json("{}")));
        api.on("DELETE /runs/r1", call -> new Reply(200, json("{}")));
        assertThat(cairn().run("cancel", "r1").out()).isEqualTo("Run r1 is cancelled.\n");
        Result kept = cairn().typing("n").run("delete", "r1");
        assertThat(kept.err())
                .contains("Delete run r1 and its 2 checkpoints for good? [y/N] ")
                .contains("Nothing was");
        assertThat(api.calls("DELETE /runs/r1")).isEmpty();
        assertThat(cairn().typing("y").run("delete", "r1").out()).isEqualTo("Run r1 is deleted.\n");
        assertThat(cairn().run("delete", "r1", "--json").json().path("deleted").asBoolean())
                .isTrue();
    }

    @Test
    void keep_shouldPinARun_orLetItExpireAgain() {
        Story story = new Story(api, "r1");
        api.on("POST /runs/r1/keep", call -> {
            boolean keep = call.body().path("keep").asBoolean();
            story.editRun().put("keep", keep).put("expiresAt", keep ? null : "2026-12-20T10:00:00Z");
            return new Reply(200, story.run());
        });
        assertThat(cairn().run("keep", "r1").out()).isEqualTo("Run r1 is kept for good.\n");
        assertThat(cairn().run("keep", "r1", "--undo").out())
                .startsWith("Run r1 is deleted after ")
                .contains("2026");
        assertThat(cairn().run("keep", "r1", "--json").json().path("keep").asBoolean())
                .isTrue();
        assertThat(api.posts().stream()
                        .map(call -> call.body().path("keep").booleanValue())
                        .toList())
                .containsExactly(true, false, true);
        assertThat(cairn().run("keep", "none").exit()).isEqualTo(3);
    }

    @Test
    void keep_shouldSayThatARunWhichHasNotEndedStaysTillThen() {
        Story story = new Story(api, "r1");
        story.editRun().put("keep", false).putNull("expiresAt");
        api.on("POST /runs/r1/keep", call -> new Reply(200, story.run()));
        assertThat(cairn().run("keep", "r1", "--undo").out())
                .isEqualTo("Run r1 is deleted some time after it has ended.\n");
    }

    @Test
    void resume_shouldFollowTheRun() {
        Story story = new Story(api, "r1");
        story.editRun().put("status", "FAILED").putNull("pendingRequest");
        api.on("POST /runs/r1/resume", call -> {
            story.goOnToTheAnswer();
            return new Reply(202, story.run());
        });
        Result result = cairn().run("resume", "r1");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).doesNotContain("● Run r1").contains("Round 1");
        assertThat(result.out()).contains("ResNet-50");
    }

    @Test
    void teamValidate_shouldSayAllThatIsWrong() throws IOException {
        Files.writeString(directory.resolve("good.yaml"), RunCommandTest.TEAM);
        assertThat(cairn().run("team", "validate", "good.yaml").out()).isEqualTo("✓ good.yaml: team research, coder\n");
        Files.writeString(directory.resolve("bad.yaml"), RunCommandTest.TEAM + "  - {name: CODER, model: \"a:b\"}\n");
        Result bad = cairn().run("team", "validate", "bad.yaml");
        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err()).contains("participants[1].name: \"CODER\" is already taken");
        Result json = cairn().run("team", "validate", "bad.yaml", "--json");
        assertThat(json.exit()).isEqualTo(2);
        assertThat(json.json().path("valid").asBoolean()).isFalse();
        assertThat(api.calls()).isEmpty();
    }
}
