package dev.cairn.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.team.Manager;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsTest {
    private static final ModelName MODEL = ModelName.parse("rehearsal:any");
    private static final Participant CODER = new Participant("coder", "codes", "Code.", MODEL, List.of());
    private static final Team TEAM =
            new Team("team", new Manager(MODEL, null), List.of(CODER), PlanReview.NEVER, LimitsPatch.NONE);
    private static final RunKey RUN = new RunKey(new TenantId("t"), new RunId("run"));

    private static Entry entry(long ordinal, String author, Audience audience, String text) {
        Role role = author.equals(Entry.MANAGER) ? Role.ASSISTANT : Role.USER;
        return new Entry(
                ordinal, author, role, EntryKind.REPLY, audience, StepName.AGENT_TURN, Content.text(text), null);
    }

    private static List<Entry> some(long from, int count, String words, Random random) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Audience audience = switch (random.nextInt(4)) {
                case 0 -> Audience.manager();
                case 1 -> new Audience.Only("coder");
                case 2 -> new Audience.Private("coder");
                default -> Audience.everybody();
            };
            String author = random.nextBoolean() ? Entry.MANAGER : "coder";
            entries.add(entry(from + i, author, audience, words + " " + (from + i)));
        }
        return entries;
    }

    private static String hash(Messages messages) {
        return new ModelRequest(MODEL, "manager", ModelRequest.Purpose.TURN, messages, List.of(), null).hash();
    }

    private static void assertAsIfMadeAnew(Conversations warm, Log log) {
        Conversations cold = new Conversations(0);
        Messages manager = warm.ofManager(RUN, log, TEAM);
        Messages coder = warm.ofParticipant(RUN, log, CODER, 0);

        assertThat(manager.asList()).isEqualTo(cold.ofManager(RUN, log, TEAM).asList());
        assertThat(hash(manager)).isEqualTo(hash(cold.ofManager(RUN, log, TEAM)));
        assertThat(coder.asList())
                .isEqualTo(cold.ofParticipant(RUN, log, CODER, 0).asList());
        assertThat(hash(coder)).isEqualTo(hash(cold.ofParticipant(RUN, log, CODER, 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aView_shouldBeAsIfMadeAnew_howeverTheLogGrew(long seed) {
        Random random = new Random(seed);
        Conversations warm = new Conversations(1_000);
        List<Entry> committed = new ArrayList<>(some(0, 3, "first", random));
        for (int step = 0; step < 60; step++) {
            List<Entry> attempt = some(committed.size(), 1 + random.nextInt(4), "attempt " + step, random);
            assertAsIfMadeAnew(warm, Log.of(List.of(committed)).plus(attempt));
            switch (random.nextInt(3)) {
                // The attempt died, and the next one says something else in its places.
                case 0 -> {}
                // Read from the store: equal entries, other objects.
                case 1 -> {
                    committed.addAll(attempt);
                    committed = new ArrayList<>(committed.stream()
                            .map(one -> entry(one.ordinal(), one.author(), one.audience(), one.text()))
                            .toList());
                }
                default -> committed.addAll(attempt);
            }
            assertAsIfMadeAnew(warm, Log.of(List.of(List.copyOf(committed))));
        }
    }

    @Test
    void aView_shouldNotBeTakenFromAnotherRun_thatSharesTheLastEntry() {
        Conversations warm = new Conversations(1_000);
        Entry shared = entry(1, "coder", Audience.everybody(), "shared");
        Log parent = Log.of(List.of(List.of(entry(0, "user", Audience.everybody(), "theirs"), shared)));
        Log fork = Log.of(List.of(List.of(entry(0, "user", Audience.everybody(), "ours"), shared)));
        warm.ofManager(RUN, parent, TEAM);

        Messages ofFork = warm.ofManager(new RunKey(new TenantId("t"), new RunId("fork")), fork, TEAM);

        assertThat(ofFork.asList().get(1).content().text()).isEqualTo("ours");
    }
}
