package dev.cairn.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.Event;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.world.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streamed text in order, for an hour, and news without a wait too many. */
class LocalFeedTest {
    private static final RunKey RUN = new RunKey(new TenantId("local"), new RunId("run-1"));
    private static final RunKey OTHER = new RunKey(new TenantId("local"), new RunId("run-2"));

    private final TestClock clock = new TestClock();
    private final LocalFeed feed = new LocalFeed(clock, line -> {});

    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event -> event.data().path("text").asString())
                .toList();
    }

    @Test
    void deltas_shouldBeInOrderBeforeTheirCheckpoint() {
        feed.delta(RUN, 5, "coder", "one ");
        feed.delta(RUN, 5, "coder", "two");
        feed.delta(OTHER, 5, "coder", "other");

        List<Event> deltas = feed.deltas(RUN, "");
        assertThat(texts(deltas)).containsExactly("one ", "two");
        assertThat(deltas)
                .extracting(Event::id)
                .isSorted()
                .allSatisfy(id -> assertThat(id)
                        .isLessThan(EventsRecord.eventId(EventsRecord.ofCheckpoint(5), 0))
                        .isGreaterThan(EventsRecord.eventId(EventsRecord.ofCheckpoint(4), 999)));
        assertThat(texts(feed.deltas(RUN, deltas.getFirst().id()))).containsExactly("two");
    }

    @Test
    void notice_shouldComeAfterWhatWasTold_whenItsCallerIsBehind() {
        feed.delta(RUN, 5, "coder", "told");
        String last = feed.deltas(RUN, "").getFirst().id();

        feed.notice(RUN, 3, "late", Map.of());

        assertThat(texts(feed.deltas(RUN, last))).containsExactly("late");
    }

    @Test
    void deltas_shouldComeAfterThoseOfAnEarlierProcess() {
        feed.delta(RUN, 5, "coder", "before");
        clock.forward(Duration.ofSeconds(1));
        LocalFeed next = new LocalFeed(clock, line -> {});
        next.delta(RUN, 5, "coder", "after");

        String last = feed.deltas(RUN, "").getFirst().id();
        assertThat(texts(next.deltas(RUN, last))).containsExactly("after");
    }

    @Test
    void deltas_shouldBeForgotten_afterAnHour() {
        feed.delta(RUN, 5, "coder", "old");
        clock.forward(Duration.ofMinutes(59));
        feed.delta(RUN, 6, "coder", "new");
        assertThat(texts(feed.deltas(RUN, ""))).containsExactly("old", "new");

        clock.forward(Duration.ofMinutes(2));
        assertThat(texts(feed.deltas(RUN, ""))).containsExactly("new");
    }

    @Test
    void deltas_shouldBeForgotten_whenThereAreTooMany() {
        String megabyte = "x".repeat(1024 * 1024);
        for (int i = 0; i < 40; i++) {
            feed.delta(RUN, 1, "coder", megabyte);
        }
        assertThat(feed.deltas(RUN, "")).hasSizeBetween(30, 32);
    }

    @Test
    void await_shouldEndAtOnce_whenSomethingHappenedSinceTheMark() {
        long mark = feed.mark(RUN);
        feed.committed(RUN, List.of());
        feed.await(RUN, mark, Duration.ofMinutes(5));
    }

    @Test
    void await_shouldEnd_whenSomethingHappensOrTheFeedIsClosed() throws Exception {
        for (Runnable news : List.<Runnable>of(() -> feed.delta(RUN, 1, "coder", "news"), feed::close)) {
            CountDownLatch begun = new CountDownLatch(1);
            long mark = feed.mark(RUN);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                begun.countDown();
                feed.await(RUN, mark, Duration.ofMinutes(5));
            });
            begun.await();
            news.run();
            waiting.get(50, TimeUnit.SECONDS);
        }
    }

    @Test
    void await_shouldGoOnWaiting_whenOnlyAnotherRunHasNews() {
        long mark = feed.mark(RUN);
        feed.committed(OTHER, List.of());
        long began = System.nanoTime();
        feed.await(RUN, mark, Duration.ofMillis(50));
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }
}
