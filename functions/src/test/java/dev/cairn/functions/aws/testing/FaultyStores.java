package dev.cairn.functions.aws.testing;

import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.Faults.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stores behind faults, and the same ones without them.
 *
 * @param calm of the ones that are reached without faults
 * @param requests that went through the faults
 */
public record FaultyStores(AwsStores stores, AwsStores beside, AwsSettings calm, List<Request> requests) {
    private static final Duration LONG = Duration.ofSeconds(20);

    public static void with(Faults faults, Consumer<FaultyStores> test) {
        with(faults, LONG, test);
    }

    /** Some faults are that nobody answers, which is waited for. */
    public static void withSilence(Faults faults, Consumer<FaultyStores> test) {
        with(faults, Duration.ofMillis(700), test);
    }

    private static void with(Faults faults, Duration answer, Consumer<FaultyStores> test) {
        AwsSettings calm = TestAws.newStore();
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        Faults counted = request -> {
            requests.add(request);
            return faults.next(request);
        };
        try (Wire wire = Wire.to(TestAws.require(), counted);
                AwsStores through = open(TestAws.through(wire.address(), calm), answer);
                AwsStores beside = open(calm)) {
            test.accept(new FaultyStores(through, beside, calm, requests));
        }
    }

    /** Which try again soon. */
    public static AwsStores open(AwsSettings settings) {
        return open(settings, LONG);
    }

    private static AwsStores open(AwsSettings settings, Duration answer) {
        return AwsStores.open(settings.with(TestAws.hurried(answer)));
    }
}
