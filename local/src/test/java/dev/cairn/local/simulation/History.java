package dev.cairn.local.simulation;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One course of the world: faults for a while, then calm, until every run has ended; then everything is looked at. */
final class History {
    private static final int LONGEST_STORM = 300;
    private static final int LONGEST_CALM = 600;
    private static final Duration TICK = Duration.ofSeconds(61);

    private final World world;

    History(World world) {
        this.world = world;
    }

    /** Plays it to its end; everything that is wrong is in the world's findings. */
    void play() {
        try {
            world.people().open();
            storm();
            finish();
        } catch (IllegalStateException broken) {
            Throwable cause = broken.getCause() == null ? broken : broken.getCause();
            world.findings()
                    .add("the simulation itself failed: " + cause + " at "
                            + List.of(cause.getStackTrace()).stream().limit(6).toList());
        }
    }

    /** Goes on, with people who agree to everything, until this holds when nothing moves. */
    void reach(BooleanSupplier there) {
        world.people().open();
        for (int move = 0; move < LONGEST_STORM; move++) {
            settle();
            if (there.getAsBoolean()) {
                return;
            }
            if (!somebodyAnswers() && !timePasses()) {
                break;
            }
        }
        throw new IllegalStateException("the world never got where the race begins: " + standing());
    }

    /** From wherever it is to the end, with nothing in the way. */
    void finish() {
        world.calm();
        calm();
        stragglers();
        world.people().wishAgain();
        settle();
        Verdict verdict = new Verdict(world);
        verdict.pronounce();
        verdict.count();
        if (world.setting().expires()) {
            expiry();
            verdict.pronounce();
        }
    }

    /** What is not pinned goes when its time has passed, and a year later even that it was. */
    private void expiry() {
        for (int move = 0; move < LONGEST_CALM && !allGone(); move++) {
            if (!timePasses()) {
                break;
            }
            settle();
        }
        if (!allGone()) {
            world.findings().add("the time of every run has passed and still not all are gone: " + standing());
        }
    }

    private boolean allGone() {
        return world.witness().runs().stream().map(world.witness()::run).allMatch(run -> run == null || run.keep());
    }

    private void storm() {
        for (int move = 0; move < LONGEST_STORM; move++) {
            settle();
            RunKey run = world.people().run();
            if (run == null && world.time().untilNext().isEmpty()) {
                world.people().open();
                continue;
            }
            if (run != null && allEnded()) {
                if (!goesOn()) {
                    return;
                }
                continue;
            }
            if (!somebodyAnswers() && !timePasses()) {
                return;
            }
        }
    }

    /** All has ended, and somebody may do something to what stands, or it is left until its time passes. */
    private boolean goesOn() {
        if (world.luck().deeds() > 0 && world.luck().hits(40)) {
            world.people().somethingAfterTheEnd();
            return true;
        }
        return world.luck().hits(30) && (resumeOne() || (world.setting().expires() && timePasses()));
    }

    private boolean resumeOne() {
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            if (run != null && !run.deleted() && run.status() == RunStatus.FAILED) {
                world.people().resume(key);
                return true;
            }
        }
        return false;
    }

    private boolean somebodyAnswers() {
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            if (run != null
                    && run.status() == RunStatus.WAITING
                    && !world.luck().hits(world.luck().deeds() * 4)) {
                if (world.luck().deeds() == 0) {
                    world.decisions().agree(key);
                } else {
                    world.decisions().decideSomehow(key);
                }
                return true;
            }
        }
        return false;
    }

    private void calm() {
        int moves = 0;
        for (boolean going = true; going; ) {
            if (++moves > LONGEST_CALM) {
                world.findings().add("faults have stopped and still not every run has ended: " + standing());
                return;
            }
            settle();
            if (world.people().run() == null) {
                world.people().open();
                continue;
            }
            going = !over();
            if (going && !somebodyLooksAfterOne() && !timePasses()) {
                world.findings().add("faults have stopped and nothing happens any more: " + standing());
                return;
            }
        }
    }

    /** Whoever still hangs somewhere goes on, long after all is over, and must change nothing. */
    private void stragglers() {
        for (int move = 0; move < LONGEST_CALM && world.time().untilNext().isPresent(); move++) {
            world.time().pass(world.time().untilNext().orElseThrow());
            settle();
        }
        tombstones();
    }

    /** What one of them put after the last look, because clocks were off, goes with the tombstone. */
    private void tombstones() {
        for (int move = 0; move < LONGEST_CALM && isAnythingLeft() && timePasses(); move++) {
            world.tally().count("looks for what came after a deletion");
            settle();
        }
    }

    private boolean isAnythingLeft() {
        return world.witness().deleted().stream().anyMatch(key -> Verdict.isAnythingLeft(world, key));
    }

    private String standing() {
        StringBuilder all = new StringBuilder();
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            all.append(
                            run == null
                                    ? key + " gone"
                                    : key + " " + run.status() + " at " + run.checkpointId() + ", epoch " + run.epoch()
                                            + ", error " + run.error())
                    .append("; ");
        }
        return all.toString();
    }

    /** Whoever waits is answered, whoever FAILED is resumed; whoever works must end or fail by itself. */
    private boolean somebodyLooksAfterOne() {
        for (RunKey key : world.witness().runs()) {
            RunRecord run = world.witness().run(key);
            if (run == null || run.deleted() || isDamaged(run)) {
                continue;
            }
            boolean dead = !world.life().fleet().lives(key, run.epoch());
            boolean failed = run.status() == RunStatus.FAILED && dead && !hasExpired(run);
            if (world.decisions().canAnswer(run) || failed) {
                world.tally().count("looked after " + run.status());
                world.people().lookAfter(key, run);
                return true;
            }
        }
        return false;
    }

    private boolean over() {
        return world.witness().runs().stream().map(world.witness()::run).allMatch(this::isOver);
    }

    private boolean isOver(@Nullable RunRecord run) {
        if (run == null || run.deleted()) {
            return run == null || isRemoved(run);
        }
        return run.status().hasEnded() && (run.status() != RunStatus.FAILED || isDamaged(run));
    }

    /** Everything of it is removed, what came late too: it is looked at again when nobody cares any more that it was. */
    private static boolean isRemoved(RunRecord tombstone) {
        return !Objects.requireNonNull(tombstone.due())
                .isBefore(tombstone.updatedAt().plus(Keeping.AUDIT_KEPT));
    }

    /** Nobody sees it any more, and the reconciler deletes it when it next comes. */
    private boolean hasExpired(RunRecord run) {
        Instant expires = run.expiresAt();
        return expires != null && !world.clocks().instant().isBefore(expires);
    }

    /** Stopped by damage, and it says so. */
    private boolean isDamaged(RunRecord run) {
        return world.namesDamage(run.error()) || world.post().toldOfDamage(run.run());
    }

    private boolean allEnded() {
        return world.witness().runs().stream()
                .map(world.witness()::run)
                .allMatch(run -> run == null || run.status().hasEnded());
    }

    /** Until nothing moves, with a new process for one that died. */
    private void settle() {
        world.turns().runUntilIdle();
        for (int deaths = 0; !world.life().isAlive(); deaths++) {
            world.tally().count("processes that died");
            if (deaths > 20) {
                world.calm();
            }
            world.restart();
            world.turns().runUntilIdle();
        }
    }

    /** To the next timer, or to the reconciler's next look at something that is due, whichever comes first. */
    private boolean timePasses() {
        Optional<Duration> timer = world.time().untilNext();
        Optional<Duration> look = nextLook();
        if (timer.isPresent() && (look.isEmpty() || timer.get().compareTo(look.get()) <= 0)) {
            world.time().pass(timer.get());
            return true;
        }
        look.ifPresent(wait -> {
            world.time().pass(wait);
            world.life().reconcile();
        });
        return look.isPresent();
    }

    /** The reconciler comes every minute; when it will find something to do. */
    private Optional<Duration> nextLook() {
        return world.witness().runs().stream()
                .map(world.witness()::run)
                .filter(run -> run != null
                        && run.due() != null
                        && (!run.status().hasEnded()
                                || run.deleted()
                                || world.setting().expires()))
                .map(run -> Duration.between(world.clocks().instant(), Objects.requireNonNull(run.due())))
                .map(wait -> wait.compareTo(TICK) < 0 ? TICK : wait.plusSeconds(1))
                .min(Duration::compareTo);
    }
}
