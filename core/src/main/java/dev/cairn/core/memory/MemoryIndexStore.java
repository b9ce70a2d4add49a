package dev.cairn.core.memory;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexRules;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records in memory, behind one lock. They are kept as their JSON, so that what does not survive the codec is found
 * here and not first on a real store.
 */
public final class MemoryIndexStore implements IndexStore {
    private final NavigableMap<Place, Row> rows = new TreeMap<>(Place.ORDER);
    private final Map<RunKey, RunRecord> runs = new HashMap<>();
    private final RecordCodec codec;

    public MemoryIndexStore() {
        this(RecordCodec.RELEASED);
    }

    public MemoryIndexStore(RecordCodec codec) {
        this.codec = codec;
    }

    @Override
    public synchronized <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        Row row = rows.get(Place.of(key));
        return row == null
                ? Optional.empty()
                : Optional.of(new Versioned<>(read(row, key.kind(), key.run()), row.version()));
    }

    @Override
    public synchronized <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
        IndexRules.limit(limit);
        Place before = new Place(run, kind.word(), "");
        NavigableMap<Place, Row> all = descending ? rows.descendingMap() : rows;
        Place from = after != null ? new Place(run, kind.word(), after) : descending ? before.pastItsKind() : before;
        return all.tailMap(from, false).entrySet().stream()
                .takeWhile(entry -> entry.getKey().sameKind(before))
                .limit(limit)
                .map(entry -> read(entry.getValue(), kind, run))
                .toList();
    }

    @Override
    public synchronized Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        IndexRules.limit(limit);
        RunCursor shown = cursor == null ? null : RunCursor.parse(cursor);
        List<RunRecord> found = runs.values().stream()
                .filter(run -> run.tenant().equals(tenant))
                .filter(run -> shown == null || RunCursor.NEWEST_FIRST.compare(RunCursor.of(run), shown) > 0)
                .sorted(Comparator.comparing(RunCursor::of, RunCursor.NEWEST_FIRST))
                .limit(limit + 1L)
                .toList();
        return found.size() <= limit
                ? new Page<>(found, null)
                : new Page<>(
                        found.subList(0, limit),
                        RunCursor.of(found.get(limit - 1)).text());
    }

    @Override
    public synchronized Set<TenantId> tenants() {
        return runs.keySet().stream().map(RunKey::tenant).collect(Collectors.toSet());
    }

    @Override
    public synchronized List<RunKey> due(Instant until, int limit) {
        IndexRules.limit(limit);
        record Due(Instant at, RunKey run) {}
        List<Due> found = new ArrayList<>();
        for (RunRecord run : runs.values()) {
            Instant due = run.due();
            if (due != null && !due.isAfter(until)) {
                found.add(new Due(due, run.run()));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Due::at)
                        .thenComparing(due -> due.run().toString()))
                .limit(limit)
                .map(Due::run)
                .toList();
    }

    @Override
    public synchronized boolean transact(List<Write> writes) {
        List<Write> checked = IndexRules.writes(writes);
        if (!checked.stream().allMatch(this::holds)) {
            return false;
        }
        Map<Place, Row> changed = new HashMap<>();
        for (Write write : checked) {
            Place place = Place.of(write.key());
            switch (write) {
                case Write.Create create -> changed.put(place, next(place, create.record()));
                case Write.Replace replace -> changed.put(place, next(place, replace.record()));
                case Write.Put put -> changed.put(place, next(place, put.record()));
                case Write.Remove ignored -> {
                    // nothing to encode
                }
                case Write.Absent ignored -> {
                    // and nothing to remove: it holds, so there is none
                }
            }
        }
        checked.forEach(write -> apply(write, changed));
        return true;
    }

    private boolean holds(Write write) {
        Row row = rows.get(Place.of(write.key()));
        return switch (write) {
            case Write.Create ignored -> row == null;
            case Write.Replace replace -> row != null && row.version() == replace.version();
            case Write.Put ignored -> true;
            case Write.Remove ignored -> true;
            case Write.Absent ignored -> row == null;
        };
    }

    private Row next(Place place, IndexRecord record) {
        Row row = rows.get(place);
        return new Row(row == null ? 1 : row.version() + 1, codec.write(record));
    }

    private void apply(Write write, Map<Place, Row> changed) {
        Place place = Place.of(write.key());
        Row row = changed.get(place);
        if (row == null) {
            rows.remove(place);
        } else {
            rows.put(place, row);
        }
        if (write.key().kind().equals(RecordKind.RUN)) {
            if (row == null) {
                runs.remove(place.run());
            } else {
                runs.put(place.run(), read(row, RecordKind.RUN, place.run()));
            }
        }
    }

    private <T extends IndexRecord> T read(Row row, RecordKind<T> kind, RunKey run) {
        IndexRecord known = row.known;
        T record =
                known == null ? codec.read(kind, run, row.json()) : kind.type().cast(known);
        row.known = record;
        return record;
    }

    /** Records never change, so one that was read out of its JSON is good for every later reader. */
    private static final class Row {
        private final long version;
        private final String json;
        private @Nullable IndexRecord known;

        Row(long version, String json) {
            this.version = version;
            this.json = json;
        }

        long version() {
            return version;
        }

        String json() {
            return json;
        }
    }

    private record Place(RunKey run, String kind, String sort) {
        static final Comparator<Place> ORDER = Comparator.comparing(
                        (Place place) -> place.run().tenant().value())
                .thenComparing(place -> place.run().runId().value())
                .thenComparing(Place::kind)
                .thenComparing(Place::sort);

        static Place of(IndexKey<?> key) {
            return new Place(key.run(), key.kind().word(), key.sort());
        }

        boolean sameKind(Place other) {
            return run.equals(other.run) && kind.equals(other.kind);
        }

        /** After every record of this kind and before the next kind: no kind's word continues another's with NUL. */
        Place pastItsKind() {
            return new Place(run, kind + '\0', "");
        }
    }
}
