package dev.cairn.functions.aws.client;

import java.util.function.Predicate;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The one owner of retries: the SDK's standard strategy, with its bounded attempts, full jitter and a quota that ends
 * retries where nearly everything fails. The stores never try again by themselves; they only say what else is worth it.
 */
public final class Retrying {
    private Retrying() {}

    /**
     * @param busy what the service refused because of others, besides what the SDK knows as throttling; it had no effect
     */
    static RetryStrategy strategy(Patience patience, Predicate<Throwable> busy) {
        BackoffStrategy backoff = BackoffStrategy.exponentialDelay(patience.base(), patience.cap());
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts())
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)
                .retryOnException(busy)
                .build();
    }
}
