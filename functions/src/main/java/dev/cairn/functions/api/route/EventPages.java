package dev.cairn.functions.api.route;

import dev.cairn.core.event.Event;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.EventFeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The events after a cursor: those of the index and the deltas of the feed, in the order of their ids. */
final class EventPages {
    private static final int STRIDE = 100;

    private final IndexStore index;
    private final EventFeed feed;

    EventPages(IndexStore index, EventFeed feed) {
        this.index = index;
        this.feed = feed;
    }

    record Item(Event event, boolean delta) {}

    List<Item> read(RunKey run, EventCursor after, int limit) {
        Stream<Item> committed =
                committed(run, after.committed(), limit).stream().map(event -> new Item(event, false));
        Stream<Item> streamed = feed.deltas(run, after.streamed()).stream().map(event -> new Item(event, true));
        return Stream.concat(committed, streamed)
                .sorted(Comparator.comparing(item -> item.event().id()))
                .limit(limit)
                .toList();
    }

    private List<Event> committed(RunKey run, String after, int limit) {
        List<Event> found = new ArrayList<>();
        String batch = null;
        int dash = after.lastIndexOf('-');
        if (dash > 0) {
            // The cursor may stand in the middle of a batch.
            batch = after.substring(0, dash);
            index.get(new IndexKey<>(run, RecordKind.EVENTS, batch))
                    .ifPresent(record -> record.record().events().stream()
                            .filter(event -> event.id().compareTo(after) > 0)
                            .forEach(found::add));
        }
        while (found.size() < limit) {
            List<EventsRecord> records = index.list(run, RecordKind.EVENTS, batch, false, STRIDE);
            records.forEach(record -> found.addAll(record.events()));
            if (records.size() < STRIDE) {
                break;
            }
            batch = records.getLast().batch();
        }
        return found;
    }
}
