package dev.cairn.functions.aws.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Faults while it lasts. Each kind is counted, and each comes: they are dealt from shuffled decks, so that chance says
 * when and never whether.
 */
public final class Storm implements Faults {
    private final Deck<Kind> weather;
    private final Map<String, Deck<Boolean>> conflicts;
    private final Map<String, Integer> counts = new TreeMap<>();
    private boolean rages;

    public Storm(long seed) {
        Random random = new Random(seed);
        weather = new Deck<>(Kind.deck(), random);
        List<Boolean> onceIn16 = new ArrayList<>(Collections.nCopies(15, false));
        onceIn16.add(true);
        conflicts = Map.of("TransactWriteItems", new Deck<>(onceIn16, random), "PUT", new Deck<>(onceIn16, random));
    }

    public synchronized void begin() {
        rages = true;
    }

    public synchronized void end() {
        rages = false;
    }

    /** How many of each kind there were, by its name. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    @Override
    public synchronized Fault next(Request request) {
        if (!rages) {
            return Fault.NONE;
        }
        Kind kind = weather.deal();
        return kind == Kind.FAIR ? conflict(request) : counted(kind.told, kind.fault(request));
    }

    private Fault conflict(Request request) {
        if (request.is("TransactWriteItems")) {
            return met("TransactWriteItems")
                    ? counted("transactions that met another", Refusal.CONFLICT.fault())
                    : Fault.NONE;
        }
        return request.method().equals("PUT") && met("PUT")
                ? counted("keys that were busy", Refusal.KEY_BUSY.fault())
                : Fault.NONE;
    }

    private boolean met(String what) {
        return Objects.requireNonNull(conflicts.get(what)).deal();
    }

    private Fault counted(String kind, Fault fault) {
        counts.merge(kind, 1, Integer::sum);
        return fault;
    }

    /** What can befall any request, and how often in a deck of 200. */
    private enum Kind {
        FAIR("fair", 151),
        THROTTLED("throttled", 24),
        FAILED("failed", 6),
        FAILED_AFTER("failed after effect", 6),
        BROKEN("broken", 6),
        BROKEN_AFTER("broken after effect", 6),
        SILENT("silent after effect", 1);

        private final String told;
        private final int times;

        Kind(String told, int times) {
            this.told = told;
            this.times = times;
        }

        static List<Kind> deck() {
            return Stream.of(values())
                    .flatMap(kind -> Collections.nCopies(kind.times, kind).stream())
                    .toList();
        }

        Fault fault(Request request) {
            return switch (this) {
                case FAIR -> Fault.NONE;
                case THROTTLED -> (request.isDynamo() ? Refusal.THROTTLED : Refusal.SLOW_DOWN).fault();
                case FAILED -> Refusal.FAILED.fault();
                case FAILED_AFTER -> new Fault.Refused(Refusal.FAILED, true);
                case BROKEN -> new Fault.Broken(false);
                case BROKEN_AFTER -> new Fault.Broken(true);
                case SILENT -> new Fault.Silent();
            };
        }
    }

    /** Cards that are shuffled anew whenever all have been dealt. */
    private static final class Deck<T> {
        private final List<T> cards;
        private final Random random;
        private int dealt;

        Deck(List<T> cards, Random random) {
            this.cards = new ArrayList<>(cards);
            this.random = random;
            this.dealt = cards.size();
        }

        T deal() {
            if (dealt == cards.size()) {
                Collections.shuffle(cards, random);
                dealt = 0;
            }
            return cards.get(dealt++);
        }
    }
}
