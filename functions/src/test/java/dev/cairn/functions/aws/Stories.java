package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.PermanentFailure;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What functions do beside what the samples show: where others were first, or left something that is damaged. */
final class Stories {
    private Stories() {}

    static List<Consumer<Player>> of(String function) {
        return switch (function) {
            case "OpenFunction" ->
                List.of(
                        player -> overDamagedSegments(player, sample("open/task")),
                        player -> onDamage(player, sample("open/replay")));
            case "PlanFunction" -> step(sample("plan/planned"));
            case "SettleFunction" -> step(sample("settle/approved"));
            case "EvaluateProgressFunction" -> asking(sample("evaluate-progress/instructs"));
            case "AgentTurnFunction" -> asking(sample("agent-turn/spoke"));
            case "ReplanFunction" -> asking(sample("replan/replanned"));
            case "AnswerFunction" -> asking(sample("answer/answered"));
            case "ReconcileFunction" -> ReconcileStories.ALL;
            case "ApiFunction" -> ApiStories.ALL;
            // Their samples show all that they do.
            case "AwaitPersonFunction", "HandoverFunction", "RecordFailureFunction" -> List.of();
            default -> throw new IllegalArgumentException("what does " + function + " do?");
        };
    }

    private static Sample sample(String file) {
        return Samples.ALL.stream()
                .filter(one -> one.file().equals(file + ".json"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Consumer<Player>> step(Sample sample) {
        return List.of(player -> whereOthersWere(player, sample), player -> onDamage(player, sample));
    }

    /** A step that asks a model, which a rehearsal does without a key. */
    private static List<Consumer<Player>> asking(Sample sample) {
        return Stream.concat(step(sample).stream(), Stream.of(player -> ofAModelWithAKey(player, sample)))
                .toList();
    }

    private static void ofAModelWithAKey(Player player, Sample sample) {
        Scene scene = player.set(rig -> {
            rig.cast("openai:refuses");
            return sample.arrange().apply(rig);
        });
        assertThat(player.play(scene).failure())
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("OPENAI_API_KEY");
    }

    /** The step is there already, whole and then damaged: it is adopted, and it is done anew. */
    private static void whereOthersWere(Player player, Sample sample) {
        Scene first = player.set(sample);
        Map<String, byte[]> before = player.objects();
        sample.check().accept(player.play(first));
        CheckpointId made = first.rig().record().checkpointId();
        Map<String, byte[]> left = player.objects();
        left.keySet().removeAll(before.keySet());
        assertThat(left).isNotEmpty();

        Scene adopting = player.setAgain(first);
        left.forEach(player::put);
        sample.check().accept(player.play(adopting));
        assertThat(adopting.rig().record().checkpointId()).isEqualTo(made);

        Scene overDamage = player.setAgain(first);
        left.keySet().stream().filter(key -> !key.contains("/journal/")).forEach(player::putGarbage);
        player.putGarbage(Keys.journal(FunctionsRig.RUN, made, 0));
        player.putGarbage(Keys.journal(FunctionsRig.RUN, made, 1));
        sample.check().accept(player.play(overDamage));
        assertThat(player.objects().keySet()).anyMatch(key -> key.contains("/quarantine/"));
    }

    /** What the run begins with lies there already, damaged. */
    private static void overDamagedSegments(Player player, Sample sample) {
        Scene first = player.set(sample);
        sample.check().accept(player.play(first));
        List<String> segments = player.objects().keySet().stream()
                .filter(key -> key.contains("/segments/"))
                .toList();
        assertThat(segments).isNotEmpty();
        Scene again = player.setAgain(first);
        segments.forEach(player::putGarbage);
        sample.check().accept(player.play(again));
        assertThat(player.objects().keySet()).anyMatch(key -> key.contains("/quarantine/"));
    }

    /** What it stands on is damaged. */
    private static void onDamage(Player player, Sample sample) {
        Scene scene = player.set(sample);
        player.objects().keySet().stream()
                .filter(key -> key.contains("/segments/"))
                .toList()
                .forEach(player::damage);
        player.startAnew();
        assertThat(player.play(scene).failure())
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("damaged");
        assertThat(scene.rig().logged).singleElement().asString().contains("broken-object");
    }
}
