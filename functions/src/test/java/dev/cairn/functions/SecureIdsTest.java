package dev.cairn.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whoever holds the id of a request may try to answer it, so nobody can guess one. */
class SecureIdsTest {
    private static final int MANY = 400;

    private final SecureIds ids = new SecureIds(() -> Instant.parse("2026-11-20T10:00:00Z"));

    @Test
    void request_shouldHoldAHundredAndTwentyEightRandomBits() {
        assertRandom("q", () -> ids.request().value());
    }

    @Test
    void run_shouldHoldAHundredAndTwentyEightRandomBits_behindItsTime() {
        assertRandom("r06b001a20", () -> ids.run().value());
    }

    /** A bit that is no random one is the same in all of them; one that is, once in 2^399. */
    private static void assertRandom(String prefix, Supplier<String> id) {
        Set<String> seen = new HashSet<>();
        BitSet ones = new BitSet();
        BitSet zeros = new BitSet();
        for (int i = 0; i < MANY; i++) {
            String text = id.get();
            assertThat(text).startsWith(prefix).matches("[A-Za-z0-9_-]{1,64}");
            assertThat(seen.add(text)).isTrue();
            byte[] bits = Base64.getUrlDecoder().decode(text.substring(prefix.length()));
            BitSet set = BitSet.valueOf(bits);
            for (int bit = 0; bit < bits.length * 8; bit++) {
                (set.get(bit) ? ones : zeros).set(bit);
            }
        }
        ones.and(zeros);
        assertThat(ones.cardinality()).isGreaterThanOrEqualTo(128);
    }
}
