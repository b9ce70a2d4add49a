package dev.cairn.bench;

import dev.cairn.local.store.Durability;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Stored bytes, own time per round and the longest step of runs with 10, 100 and 1,000 rounds of 2 KB replies, over the file store and
 * SQLite, without and with fsync. The baseline is the reference implementation's file checkpoint storage with random
 * words (docs/limits.md has its figures): 8.5 R^2 + 75 R KB stored, 8 to 14 ms a round, no fsync.
 */
public final class GrowthBenchmark {
    private GrowthBenchmark() {}

    public static void main(String[] arguments) {
        List<Integer> sizes = arguments.length == 0
                ? List.of(10, 100, 1_000)
                : Stream.of(arguments).map(Integer::valueOf).toList();
        // The first runs are the virtual machine's to warm up in.
        for (int i = 0; i < 5; i++) {
            Growth.measure(100, Durability.NONE);
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s %6s %10s %10s %10s %7s %9s %9s %11s %9s %10s%n",
                "fsync",
                "rounds",
                "text KB",
                "objects KB",
                "index KB",
                "ratio",
                "ms early",
                "ms late",
                "ms longest",
                "pointer B",
                "executions");
        for (Durability durability : List.of(Durability.NONE, Durability.FSYNC)) {
            List<Growth.Measured> all = sizes.stream()
                    .map(rounds -> Growth.measure(rounds, durability))
                    .toList();
            all.forEach(one -> print(durability, one));
            if (all.size() > 1) {
                System.out.printf(
                        Locale.ROOT,
                        "log-log slope of stored bytes from R = %d to %d: %.2f%n",
                        all.getFirst().rounds(),
                        all.getLast().rounds(),
                        slope(all.getFirst(), all.getLast()));
            }
        }
    }

    private static double slope(Growth.Measured from, Growth.Measured to) {
        return Math.log((double) (to.objectBytes() + to.indexBytes()) / (from.objectBytes() + from.indexBytes()))
                / Math.log((double) to.rounds() / from.rounds());
    }

    private static void print(Durability durability, Growth.Measured one) {
        System.out.printf(
                Locale.ROOT,
                "%-6s %6d %10.1f %10.1f %10.1f %7.2f %9.2f %9.2f %11.2f %9d %10d%n",
                durability == Durability.FSYNC ? "yes" : "no",
                one.rounds(),
                one.textBytes() / 1024.0,
                one.objectBytes() / 1024.0,
                one.indexBytes() / 1024.0,
                one.ratio(),
                one.earlyNanos() / 1e6,
                one.lateNanos() / 1e6,
                one.longestNanos() / 1e6,
                one.pointerBytes(),
                one.executions());
    }
}
