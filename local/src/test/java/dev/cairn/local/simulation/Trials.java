package dev.cairn.local.simulation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Plays many histories, some at a time, each of them by itself. */
final class Trials {
    private static final int SHOWN = 3;

    /** Makes the world of one history and says how it is had again. */
    record Trial(World world, String again) {}

    private final Summary summary;
    private final IntFunction<Trial> trials;
    private final Consumer<World> look;
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    /** @param look what else must hold after each; adds to the world's findings */
    Trials(String name, IntFunction<Trial> trials, Consumer<World> look) {
        this.summary = new Summary(name);
        this.trials = trials;
        this.look = look;
    }

    /** @throws AssertionError with the first that failed, what happened in it, and how to have it again */
    Summary play(int count) {
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors());
        AtomicInteger next = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(workers);
        for (int worker = 0; worker < workers; worker++) {
            Thread.ofVirtual().start(() -> {
                try {
                    for (int n = next.getAndIncrement();
                            n < count && failures.size() < SHOWN;
                            n = next.getAndIncrement()) {
                        one(n);
                    }
                } catch (RuntimeException | Error broken) {
                    failures.add("a history could not be played: " + broken);
                } finally {
                    done.countDown();
                }
            });
        }
        await(done);
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n\n", failures));
        }
        System.out.println(summary);
        return summary;
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void one(int number) {
        World world = finished(trials.apply(number).world());
        if (world.findings().none()) {
            summary.add(world);
            return;
        }
        List<String> wrong = List.copyOf(world.findings().all());
        Trial again = trials.apply(number);
        again.world().findings().trace();
        finished(again.world());
        failures.add(String.join("\n", wrong) + "\nPlay it again with: " + again.again()
                + "\nThe last of what happened:\n" + again.world().findings().story());
    }

    private World finished(World world) {
        new History(world).play();
        look.accept(world);
        return world;
    }
}
