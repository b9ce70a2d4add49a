package dev.cairn.local.simulation;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.Ids;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.world.CountingIds;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.local.asl.run.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything there is: stores that stay, processes that come and go, time, and what goes wrong. */
final class World implements Gate.Forces {
    static final TenantId TENANT = new TenantId("acme");
    static final InstallationSecret SECRET = InstallationSecret.of(InstallationSecret.generate(), "the simulation");

    private static final int DAY = 24 * 60 * 60;

    private final Setting setting;
    private final Luck luck;
    private final Findings findings = new Findings();
    private final Tally tally = new Tally();
    private final VirtualTime time = new VirtualTime();
    private final Clocks clocks;
    private final Ids ids = new CountingIds();
    private final MemoryBlobStore objects = new MemoryBlobStore();
    private final Turns turns;
    private final Gate gate;
    private final Witness witness;
    private final Bill bill;
    private final BlobStore blobs;
    private final IndexStore index;
    private final Post post;
    private final Decisions decisions;
    private final People people;
    private final List<String> flipped = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private boolean calm;
    private Lifetime life;

    World(Setting setting, Luck luck, Turns.Chooser chooser, FaultPlan plan) {
        this.setting = setting;
        this.luck = luck;
        turns = new Turns(chooser);
        clocks = new Clocks(time, turns);
        gate = new Gate(turns, plan, tally, findings, this);
        bill = new Bill(turns, findings);
        IndexStore records = new MemoryIndexStore();
        witness = new Witness(objects, records, findings, tally, clocks);
        blobs = setting.blobs().apply(new WitnessedBlobs(objects, witness, bill, turns));
        index = setting.index().apply(new WitnessedIndex(records, witness, turns));
        post = new Post(this);
        decisions = new Decisions(this);
        people = new People(this);
        life = new Lifetime(this);
    }

    Setting setting() {
        return setting;
    }

    Luck luck() {
        return luck;
    }

    Findings findings() {
        return findings;
    }

    Tally tally() {
        return tally;
    }

    VirtualTime time() {
        return time;
    }

    Clocks clocks() {
        return clocks;
    }

    Ids ids() {
        return ids;
    }

    Turns turns() {
        return turns;
    }

    Gate gate() {
        return gate;
    }

    Witness witness() {
        return witness;
    }

    Bill bill() {
        return bill;
    }

    /** As the processes see them, without the faults of the way. */
    BlobStore blobs() {
        return blobs;
    }

    IndexStore index() {
        return index;
    }

    Post post() {
        return post;
    }

    Decisions decisions() {
        return decisions;
    }

    People people() {
        return people;
    }

    Lifetime life() {
        return life;
    }

    /** The keys of what was damaged. */
    List<String> flipped() {
        return flipped;
    }

    /** Whether this text names something that was damaged. */
    boolean namesDamage(@Nullable String text) {
        return text != null && flipped.stream().anyMatch(text::contains);
    }

    int duplicates() {
        return calm ? 0 : luck.duplicates();
    }

    int hurry() {
        return calm ? 0 : luck.hurry();
    }

    boolean isCalm() {
        return calm;
    }

    /** From here on nothing goes wrong any more. */
    void calm() {
        calm = true;
        gate.noMoreFaults();
        clocks.err(Duration.ZERO);
    }

    /** Executions get no further until they are let go. */
    void holdExecutions() {
        holding = true;
    }

    void letGo() {
        holding = false;
        held.forEach(this::execute);
        held.clear();
    }

    void execute(Runnable work) {
        if (holding) {
            held.add(work);
        } else {
            turns.spawn("execution", work);
        }
    }

    /** Everything there is outside of heads: with what everybody knows, the state of the world. */
    int standing() {
        List<Object> all = new ArrayList<>();
        objects.list("", null, 1000)
                .forEach(one -> all.add(Arrays.hashCode(objects.get(one.key()).orElseThrow())));
        for (RunKey run : witness.runs()) {
            all.add(String.valueOf(index.get(RunRecord.key(run))));
            all.add(index.list(run, RecordKind.REQUEST, null, false, 100).toString());
            all.add(index.list(run, RecordKind.CHECKPOINT, null, false, 100).toString());
            all.add(index.list(run, RecordKind.TOKEN, null, false, 100).toString());
            all.add(index.list(run, RecordKind.AUDIT, null, false, 100).toString());
        }
        all.add(life.fleet().standing());
        all.add(time.now());
        all.add(held.size());
        return all.hashCode() * 31 + turns.knowledge();
    }

    /** Sleeps for so many seconds. */
    void nap(int seconds) {
        turns.sleep(waker -> time.after(Duration.ofSeconds(seconds), waker));
    }

    /** A new process over the same stores. */
    void restart() {
        life = new Lifetime(this);
        Lifetime mine = life;
        life.revive(() -> {
            mine.die();
            turns.doomAll();
        });
    }

    @Override
    public void kill() {
        life.die();
        turns.doomAll();
    }

    @Override
    public void hang() {
        nap(931 + luck.random().nextInt(2000));
    }

    @Override
    public void jump() {
        Duration error = Duration.ofSeconds(luck.random().nextInt(2 * DAY + 1) - DAY);
        if (luck.random().nextBoolean()) {
            clocks.err(error);
        } else {
            clocks.errOfTheOther(error);
        }
    }

    @Override
    public void flip() {
        List<String> keys = new ArrayList<>(witness.objects().keySet());
        keys.removeIf(key -> objects.get(key).isEmpty());
        if (keys.isEmpty()) {
            return;
        }
        String key = keys.get(luck.random().nextInt(keys.size()));
        byte[] bytes = new Damage(luck.random()).done(objects.get(key).orElseThrow());
        objects.delete(key);
        objects.putIfAbsent(key, bytes);
        flipped.add(key);
    }

    @Override
    public void calling(int number) {
        if (!calm && luck.hitsInThousand(luck.deeds())) {
            people.somethingAtRandom();
        }
    }

    @Override
    public void struck(Site site, Fault fault) {
        RunRecord run = people.run() == null ? null : witness.run(people.run());
        findings.state(Objects.hash(
                run == null ? "none" : run.status().name(),
                run == null ? -1 : run.seq(),
                run == null ? 0 : run.epoch(),
                site.toString(),
                fault.name()));
    }
}
