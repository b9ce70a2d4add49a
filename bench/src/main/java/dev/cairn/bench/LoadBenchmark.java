package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * How long 200 runs of five rounds take when they are started at once on one local server, three times over on fresh
 * folders. The aim is 60 s on two cores with none lost; the exit code is 1 if a run is lost or the aim is missed.
 */
public final class LoadBenchmark {
    private static final Duration AIM = Duration.ofSeconds(60);

    private LoadBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int runs = arguments.length == 0 ? 200 : Integer.parseInt(arguments[0]);
        System.out.printf(
                Locale.ROOT,
                "%d processors, %d MB of heap at most%n%6s %10s %10s %10s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / 1024 / 1024,
                "runs",
                "ended well",
                "started s",
                "ended s");
        boolean held = true;
        for (int i = 0; i < 3; i++) {
            Path data = Files.createTempDirectory("cairn-load");
            try {
                Load.Measured one = Load.measure(data, runs, AIM.multipliedBy(3));
                System.out.printf(
                        Locale.ROOT,
                        "%6d %10d %10.1f %10.1f%n",
                        runs,
                        one.runs(),
                        one.started().toMillis() / 1e3,
                        one.ended().toMillis() / 1e3);
                one.others().forEach(other -> System.out.println("  " + other));
                held &= one.runs() == runs && one.ended().compareTo(AIM) <= 0;
            } finally {
                delete(data);
            }
        }
        if (!held) {
            System.exit(1);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
            Files.delete(one);
        }
    }
}
