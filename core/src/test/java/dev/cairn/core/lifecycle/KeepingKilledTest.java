package dev.cairn.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A keep that dies at any of its calls to a store, before or after the call's effect. */
class KeepingKilledTest {
    /** Thrown where the process dies; nothing of ours may catch it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static <T> T dying(Class<T> port, T store, AtomicInteger left, boolean after) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    boolean now = left.decrementAndGet() == 0;
                    if (now && !after) {
                        throw new Killed();
                    }
                    Object result = method.invoke(store, arguments);
                    if (now) {
                        throw new Killed();
                    }
                    return result;
                }));
    }

    /** @return whether it died, and did not come to its end first */
    private static boolean died(World world, RunKey run, boolean keep, int at, boolean after) {
        AtomicInteger left = new AtomicInteger(at);
        World dying = new World(
                dying(BlobStore.class, world.blobs, left, after), dying(IndexStore.class, world.index, left, after));
        try {
            dying.keeping.keep(run, keep);
            return false;
        } catch (Killed killed) {
            return true;
        }
    }

    private static void atEveryCall(boolean keep, boolean after, BiConsumer<World, RunKey> then) {
        int at = 1;
        while (true) {
            World world = new World();
            RunKey run = Stories.finished(world);
            world.keeping.keep(run, !keep);
            if (!died(world, run, keep, at, after)) {
                break;
            }
            assertThat(isThere(world, run) || !world.run(run).keep())
                    .as("the pin is not lost at call %d", at)
                    .isTrue();
            then.accept(world, run);
            assertSettled(world, run);
            at++;
        }
        assertThat(at).isGreaterThan(4);
    }

    private static boolean isThere(World world, RunKey run) {
        return world.blobs.get(Keys.keep(run)).isPresent();
    }

    private static void assertSettled(World world, RunKey run) {
        assertThat(isThere(world, run)).isEqualTo(world.run(run).keep());
        assertThat(world.run(run).storage())
                .isEqualTo(world.objects(run).values().stream()
                        .map(bytes -> new Storage(bytes.size(), 1))
                        .reduce(Storage.ZERO, Storage::plus));
        List<Object> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(troubles::add);
        assertThat(troubles).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false", "false,true"})
    void doctor_shouldSettleThePin_whenNobodyAsksAgain(boolean keep, boolean after) {
        long[] settled = new long[1];
        atEveryCall(keep, after, (world, run) -> {
            Unopened cleaning = new Unopened(world.blobs, world.index, false);
            settled[0] += cleaning.remove(world.clock.instant(), trouble -> {}).pins();
            assertThat(cleaning.remove(world.clock.instant(), trouble -> {}).pins())
                    .isZero();
        });
        assertThat(settled[0]).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false", "false,true"})
    void keep_shouldSettleThePin_whenItIsAskedAgain(boolean keep, boolean after) {
        atEveryCall(keep, after, (world, run) -> {
            world.keeping.keep(run, keep);
            assertThat(world.run(run).keep()).isEqualTo(keep);
        });
    }

    @ParameterizedTest
    @CsvSource({"true,false", "true,true", "false,false", "false,true"})
    void keep_shouldSettleThePin_whenTheOppositeIsAsked(boolean keep, boolean after) {
        atEveryCall(keep, after, (world, run) -> {
            world.keeping.keep(run, !keep);
            assertThat(world.run(run).keep()).isEqualTo(!keep);
        });
    }
}
