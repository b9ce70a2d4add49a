package dev.cairn.core.log;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** Everything that anybody said, in order. Immutable; it shares its parts with the log it was made from. */
public final class Log implements Iterable<Entry> {
    public static final Log EMPTY = new Log(List.of());

    private final List<List<Entry>> parts;
    private final long size;

    private Log(List<List<Entry>> parts) {
        this.parts = parts;
        this.size = parts.stream().mapToLong(List::size).sum();
    }

    /** @throws IllegalArgumentException if the ordinals do not count up from 0 without a gap */
    public static Log of(List<List<Entry>> parts) {
        long next = 0;
        for (List<Entry> part : parts) {
            if (!part.isEmpty() && part.getFirst().ordinal() != next) {
                throw new IllegalArgumentException(
                        "the log has ordinal " + part.getFirst().ordinal() + " where " + next + " was due");
            }
            next += part.size();
        }
        return new Log(List.copyOf(parts));
    }

    public Log plus(List<Entry> appended) {
        if (appended.isEmpty()) {
            return this;
        }
        List<List<Entry>> all = new ArrayList<>(parts);
        all.add(List.copyOf(appended));
        return of(all);
    }

    /** The number of entries, which is the next ordinal. */
    public long size() {
        return size;
    }

    /** @throws NoSuchElementException if there is none */
    public Entry entry(long ordinal) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            List<Entry> part = parts.get(i);
            if (!part.isEmpty() && part.getFirst().ordinal() <= ordinal) {
                long place = ordinal - part.getFirst().ordinal();
                if (place < part.size()) {
                    return part.get((int) place);
                }
                break;
            }
        }
        throw new NoSuchElementException("the log has " + size + " entries and none with ordinal " + ordinal);
    }

    public String text(long ordinal) {
        return entry(ordinal).text();
    }

    /** Entries from this ordinal on. */
    public Stream<Entry> from(long ordinal) {
        return parts.stream()
                .filter(part -> !part.isEmpty() && part.getLast().ordinal() >= ordinal)
                .flatMap(part ->
                        part.subList((int) Math.max(0, ordinal - part.getFirst().ordinal()), part.size()).stream());
    }

    public Stream<Entry> stream() {
        return parts.stream().flatMap(List::stream);
    }

    @Override
    public Iterator<Entry> iterator() {
        return stream().iterator();
    }
}
