package dev.cairn.functions.aws.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolledFeedTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));

    private final List<Duration> paused = new ArrayList<>();
    private final PolledFeed feed = new PolledFeed(Duration.ofSeconds(1), paused::add);

    @Test
    void await_shouldLetSomePass_andAskForAnotherLook() {
        long mark = feed.mark(RUN);
        feed.await(RUN, mark, Duration.ofSeconds(20));

        assertThat(paused).containsExactly(Duration.ofSeconds(1));
        assertThat(feed.mark(RUN)).isNotEqualTo(mark);
    }

    @Test
    void await_shouldNotLastLongerThanItMay() {
        feed.await(RUN, feed.mark(RUN), Duration.ofMillis(300));

        assertThat(paused).containsExactly(Duration.ofMillis(300));
    }

    @Test
    void await_shouldEndTheWaiting_whenTheProcessEnds() {
        PolledFeed interrupted = new PolledFeed(Duration.ofSeconds(1), time -> {
            throw new InterruptedException();
        });
        long mark = interrupted.mark(RUN);
        interrupted.await(RUN, mark, Duration.ofSeconds(20));

        assertThat(interrupted.mark(RUN)).isEqualTo(mark);
        assertThat(Thread.interrupted()).isTrue();
    }
}
