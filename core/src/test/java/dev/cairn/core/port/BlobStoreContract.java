package dev.cairn.core.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Bounds;
import dev.cairn.core.port.BlobStore.Put;
import dev.cairn.core.port.BlobStore.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link BlobStore} promises. An implementation extends this and says how to make one. */
public abstract class BlobStoreContract {
    private static final int THREADS = 16;
    private static final String RUN = "acme/runs/run-1/";

    private @Nullable BlobStore made;

    /** A store that holds nothing and that no other test uses; called once for each test. */
    protected abstract BlobStore newStore() throws Exception;

    /**
     * Puts an object of so many bytes into the store, past its own methods, as a disk or a hand may.
     *
     * @return false if nothing can come into such a store but through it
     */
    protected abstract boolean plant(String key, int bytes) throws Exception;

    protected final BlobStore store() throws Exception {
        if (made == null) {
            made = newStore();
        }
        return made;
    }

    @Test
    void putIfAbsent_shouldCreateTheObject_whenTheKeyHoldsNone() throws Exception {
        assertThat(store().putIfAbsent(RUN + "a.json", bytes("one"))).isEqualTo(Put.CREATED);
        assertThat(store().get(RUN + "a.json")).contains(bytes("one"));
    }

    @Test
    void putIfAbsent_shouldKeepTheFirst_whenTheKeyHoldsOne() throws Exception {
        store().putIfAbsent(RUN + "a.json", bytes("one"));

        assertThat(store().putIfAbsent(RUN + "a.json", bytes("another"))).isEqualTo(Put.EXISTS);
        assertThat(store().putIfAbsent(RUN + "a.json", bytes("one"))).isEqualTo(Put.EXISTS);
        assertThat(store().get(RUN + "a.json")).contains(bytes("one"));
    }

    @Test
    void putIfAbsent_shouldCreateOnce_whenSixteenWritersRace() throws Exception {
        BlobStore store = store();
        for (int round = 0; round < 10; round++) {
            String key = "acme/runs/run-" + round + "/checkpoints/next.json";
            List<Put> puts = Together.run(
                    THREADS,
                    i -> () -> store.putIfAbsent(key, bytes("writer " + i).clone()));

            assertThat(puts).containsOnlyOnce(Put.CREATED).hasSize(THREADS);
            assertThat(store.get(key)).contains(bytes("writer " + puts.indexOf(Put.CREATED)));
        }
        assertThat(store.list("", null, 1_000)).hasSize(10);
    }

    @Test
    void putIfAbsent_shouldTakeEveryKey_whenSixteenWritersPutTheirOwn() throws Exception {
        BlobStore store = store();
        Together.run(THREADS, i -> () -> {
            for (int n = 0; n < 10; n++) {
                store.putIfAbsent("tenant-" + i % 4 + "/runs/run-" + i + "/segments/" + n, bytes(i + ":" + n));
            }
            return true;
        });

        assertThat(store.list("", null, 1_000)).hasSize(THREADS * 10);
        for (int i = 0; i < THREADS; i++) {
            assertThat(store.get("tenant-" + i % 4 + "/runs/run-" + i + "/segments/9"))
                    .contains(bytes(i + ":9"));
        }
    }

    @Test
    void get_shouldBeEmpty_whenTheKeyHoldsNothing() throws Exception {
        store().putIfAbsent(RUN + "a/b", bytes("one"));

        assertThat(store().get(RUN + "a/c")).isEmpty();
        assertThat(store().get(RUN + "a")).isEmpty();
        assertThat(store().get(RUN + "a/b/c")).isEmpty();
        assertThat(store().get("nobody/runs/none/a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 4_096, 65_537, 5 * 1024 * 1024})
    void get_shouldAnswerExactlyTheBytes_whateverTheirNumber(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        assertThat(store().putIfAbsent(RUN + "blob", bytes)).isEqualTo(Put.CREATED);
        assertThat(store().get(RUN + "blob")).contains(bytes);
        assertThat(store().list(RUN, null, 10)).containsExactly(new Stored(RUN + "blob", size));
    }

    @Test
    void putIfAbsent_shouldRefuse_whatCouldNotBeReadAgain() throws Exception {
        BlobStore store = store();
        byte[] tooMuch = new byte[Bounds.MAX_OBJECT + 1];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.putIfAbsent(RUN + "a", tooMuch))
                .withMessageContaining(tooMuch.length + " bytes");
        assertThat(store.list("", null, 10)).isEmpty();
    }

    @Test
    void everyMethod_shouldReadNoMoreThanAnObjectCanHave_whenOneIsLarger() throws Exception {
        BlobStore store = store();
        int size = Bounds.MAX_OBJECT + 1;
        assumeTrue(plant(RUN + "a", size), "nothing comes into this store but through it");

        assertThatExceptionOfType(BrokenObjectException.class)
                .isThrownBy(() -> store.get(RUN + "a"))
                .withMessageContaining("The stored object " + RUN + "a is larger than anything Cairn stores (" + size
                        + " bytes; at most " + Bounds.MAX_OBJECT + ")");
        assertThat(store.deleteIf(RUN + "a", bytes("one"))).isFalse();
        assertThat(store.putIfAbsent(RUN + "a", bytes("one"))).isEqualTo(Put.EXISTS);
        assertThat(store.list(RUN, null, 10)).containsExactly(new Stored(RUN + "a", size));
        store.delete(RUN + "a");
        assertThat(store.get(RUN + "a")).isEmpty();
    }

    @Test
    void get_shouldAnswerWhatWasPut_whenTheCallersArraysChange() throws Exception {
        byte[] put = bytes("first");
        store().putIfAbsent(RUN + "a", put);
        put[0] = '?';
        store().get(RUN + "a").orElseThrow()[1] = '?';

        assertThat(store().get(RUN + "a")).contains(bytes("first"));
    }

    @Test
    void get_shouldAnswerAllOrNothing_whileTheObjectIsPut() throws Exception {
        BlobStore store = store();
        byte[] whole = new byte[512 * 1024];
        new Random(7).nextBytes(whole);
        AtomicBoolean done = new AtomicBoolean();
        List<Integer> torn = Together.run(4, i -> () -> {
            int bad = 0;
            if (i == 0) {
                try {
                    for (int n = 0; n < 20; n++) {
                        store.putIfAbsent(RUN + "big-" + n, whole);
                    }
                } finally {
                    done.set(true);
                }
            }
            for (int n = 0; i != 0 && !done.get(); n = (n + 1) % 20) {
                bad += store.get(RUN + "big-" + n)
                        .filter(read -> read.length != whole.length)
                        .map(read -> 1)
                        .orElse(0);
                bad += (int) store.list(RUN, null, 100).stream()
                        .filter(stored -> stored.bytes() != whole.length)
                        .count();
            }
            return bad;
        });

        assertThat(torn).containsOnly(0);
    }

    @Test
    void list_shouldAnswerKeysInTheOrderOfTheirText() throws Exception {
        List<String> keys = new ArrayList<>(List.of(
                "acme/a-b",
                "acme/a.b",
                "acme/a/a",
                "acme/a/b-c",
                "acme/a/b/c",
                "acme/a0",
                "acme/aB",
                "acme/a_b",
                "acme/ab",
                "acme/B",
                "acme/b",
                "acme/-",
                "acme/_",
                "acme/0/z",
                "acme-2/a",
                "acme.2/a",
                "acme0/a"));
        Collections.shuffle(keys, new Random(1));
        for (String key : keys) {
            store().putIfAbsent(key, bytes(key));
        }
        Collections.sort(keys);

        assertThat(keysOf(store().list("", null, 1_000))).containsExactlyElementsOf(keys);
        assertThat(keysOf(store().list("acme/a/", null, 1_000)))
                .containsExactly("acme/a/a", "acme/a/b-c", "acme/a/b/c");
        for (String after : keys) {
            assertThat(keysOf(store().list("", after, 1_000)))
                    .containsExactlyElementsOf(keys.subList(keys.indexOf(after) + 1, keys.size()));
        }
    }

    @Test
    void list_shouldTakeThePrefixAsText_whereverItEnds() throws Exception {
        for (String key : List.of("acme/runs/r1/a", "acme/runs/r1/b", "acme/runs/r10/a", "acme2/runs/r1/a")) {
            store().putIfAbsent(key, bytes(key));
        }

        assertThat(keysOf(store().list("acme/runs/r1/", null, 10))).containsExactly("acme/runs/r1/a", "acme/runs/r1/b");
        assertThat(keysOf(store().list("acme/runs/r1", null, 10)))
                .containsExactly("acme/runs/r1/a", "acme/runs/r1/b", "acme/runs/r10/a");
        assertThat(keysOf(store().list("acme", null, 10))).hasSize(4);
        assertThat(keysOf(store().list("acme/runs/r1/b", null, 10))).containsExactly("acme/runs/r1/b");
        assertThat(store().list("acme/runs/r2/", null, 10)).isEmpty();
        assertThat(store().list("acme/runs/r1/a/", null, 10)).isEmpty();
    }

    @Test
    void list_shouldPageThroughAll_whenTheLimitIsSmaller() throws Exception {
        List<String> keys = new ArrayList<>();
        for (int n = 0; n < 25; n++) {
            String key = RUN + (n % 2 == 0 ? "journal/" : "segments/") + n;
            keys.add(key);
            store().putIfAbsent(key, bytes("x".repeat(n)));
        }
        Collections.sort(keys);

        List<String> seen = new ArrayList<>();
        List<Stored> page = store().list(RUN, null, 7);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            seen.addAll(keysOf(page));
            page = store().list(RUN, seen.getLast(), 7);
        }
        assertThat(seen).containsExactlyElementsOf(keys);
    }

    @Test
    void list_shouldGoOnAfterAnyPlace_whetherOrNotItHoldsAnObject() throws Exception {
        for (String key : List.of("a/b/1", "a/b/3", "a/c/1")) {
            store().putIfAbsent(key, bytes(key));
        }

        assertThat(keysOf(store().list("a/", "a/b/2", 10))).containsExactly("a/b/3", "a/c/1");
        assertThat(keysOf(store().list("a/", "a/b", 10))).containsExactly("a/b/1", "a/b/3", "a/c/1");
        assertThat(keysOf(store().list("a/", "a/b/", 10))).containsExactly("a/b/1", "a/b/3", "a/c/1");
        assertThat(keysOf(store().list("a/b/", "A", 10))).containsExactly("a/b/1", "a/b/3");
        assertThat(keysOf(store().list("a/b/", "a/b/3", 10))).isEmpty();
        assertThat(keysOf(store().list("a/b/", "b", 10))).isEmpty();
    }

    @Test
    void delete_shouldRemoveTheObjectAndNoOther() throws Exception {
        store().putIfAbsent(RUN + "a", bytes("one"));
        store().putIfAbsent(RUN + "ab", bytes("two"));

        store().delete(RUN + "a");

        assertThat(store().get(RUN + "a")).isEmpty();
        assertThat(keysOf(store().list(RUN, null, 10))).containsExactly(RUN + "ab");
        assertThat(store().putIfAbsent(RUN + "a", bytes("three"))).isEqualTo(Put.CREATED);
        assertThat(store().get(RUN + "a")).contains(bytes("three"));
    }

    @Test
    void delete_shouldDoNothing_whenThereIsNone() throws Exception {
        store().putIfAbsent(RUN + "a/b", bytes("one"));

        store().delete(RUN + "a");
        store().delete(RUN + "none");
        store().delete("nobody/runs/none/a");

        assertThat(store().get(RUN + "a/b")).contains(bytes("one"));
    }

    @Test
    void deleteAll_shouldRemoveWhatLiesBelowTheFolder_andNothingBeside() throws Exception {
        BlobStore store = store();
        Together.run(THREADS, i -> () -> store.putIfAbsent(RUN + "a/" + i + "/x", bytes("one")));
        store.putIfAbsent(RUN + "ab", bytes("two"));
        store.putIfAbsent(RUN + "b/a/x", bytes("three"));

        store.deleteAll(RUN + "a/");
        store.deleteAll("nobody/runs/none/");

        assertThat(keysOf(store.list(RUN, null, 100))).containsExactly(RUN + "ab", RUN + "b/a/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "a/b", "a//", "../", "a/../"})
    void deleteAll_shouldRefuseTheFolder_whenItIsNotWhole(String folder) throws Exception {
        BlobStore store = store();
        store.putIfAbsent("a/b/c", bytes("one"));

        assertRefused("folder", () -> store.deleteAll(folder));
        assertThat(store.get("a/b/c")).contains(bytes("one"));
    }

    @Test
    void deleteIf_shouldDelete_whenTheObjectHoldsTheseBytes() throws Exception {
        store().putIfAbsent(RUN + "a", bytes("one"));

        assertThat(store().deleteIf(RUN + "a", bytes("one"))).isTrue();
        assertThat(store().get(RUN + "a")).isEmpty();
    }

    @Test
    void deleteIf_shouldKeepTheObject_whenItHoldsOthers() throws Exception {
        store().putIfAbsent(RUN + "a", bytes("one"));
        store().putIfAbsent(RUN + "empty", bytes(""));

        assertThat(store().deleteIf(RUN + "a", bytes("onE"))).isFalse();
        assertThat(store().deleteIf(RUN + "a", bytes("on"))).isFalse();
        assertThat(store().deleteIf(RUN + "a", bytes(""))).isFalse();
        assertThat(store().deleteIf(RUN + "empty", bytes("one"))).isFalse();
        assertThat(store().deleteIf(RUN + "none", bytes("one"))).isFalse();
        assertThat(store().deleteIf(RUN + "none", bytes(""))).isFalse();
        assertThat(store().get(RUN + "a")).contains(bytes("one"));
        assertThat(store().get(RUN + "empty")).contains(bytes(""));
    }

    @Test
    void deleteIf_shouldSucceedOnce_whenSixteenRace() throws Exception {
        BlobStore store = store();
        store.putIfAbsent(RUN + "a", bytes("one"));

        assertThat(Together.run(THREADS, i -> () -> store.deleteIf(RUN + "a", bytes("one"))))
                .containsOnlyOnce(true)
                .hasSize(THREADS);
    }

    /** One key as a lock: only who put it may delete it, so no two may ever hold it. */
    @Test
    void deleteIf_shouldNeverTakeAnothersObject_whilePutsAndDeletesRace() throws Exception {
        BlobStore store = store();
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();
        List<Integer> faults = Together.run(THREADS, i -> () -> {
            byte[] mine = bytes("holder " + i);
            int wrong = 0;
            for (int n = 0; n < 50; n++) {
                if (store.putIfAbsent(RUN + "lock", mine) == Put.CREATED) {
                    held.incrementAndGet();
                    wrong += holders.incrementAndGet() == 1 ? 0 : 1;
                    wrong += store.get(RUN + "lock")
                            .filter(read -> new String(read, UTF_8).equals("holder " + i))
                            .map(read -> 0)
                            .orElse(1);
                    holders.decrementAndGet();
                    wrong += store.deleteIf(RUN + "lock", mine) ? 0 : 1;
                } else {
                    wrong += store.deleteIf(RUN + "lock", mine) ? 1 : 0;
                }
            }
            return wrong;
        });

        assertThat(faults).containsOnly(0);
        assertThat(held.get()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("refusedKeys")
    void everyMethod_shouldRefuseTheKey_whenItIsNotOne(String key) throws Exception {
        BlobStore store = store();

        assertRefused("key", () -> store.putIfAbsent(key, bytes("x")));
        assertRefused("key", () -> store.get(key));
        assertRefused("key", () -> store.delete(key));
        assertRefused("key", () -> store.deleteIf(key, bytes("x")));
        assertThat(store.list("", null, 10)).isEmpty();
    }

    static Stream<String> refusedKeys() {
        return Stream.of(
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/..",
                "a/../b",
                "a/./b",
                "./a",
                ".hidden",
                "a/.b",
                "a b",
                "a\\b",
                "a\0b",
                "a\nb",
                "a\n",
                "\u00e4",
                "a:b",
                "a%2e%2e/b",
                "a*",
                "~a",
                "a\u2215b",
                "a\uff0e\uff0e",
                "C:/a",
                "x".repeat(BlobRules.MAX_PART + 1),
                "abc/".repeat(BlobRules.MAX_KEY / 4) + "abc");
    }

    @Test
    void everyMethod_shouldTakeTheKey_whenItIsAsLongAsAKeyMayBe() throws Exception {
        String part = "x".repeat(BlobRules.MAX_PART);
        String key =
                String.join("/", part, part, part, part, "x".repeat(BlobRules.MAX_KEY - 4 * BlobRules.MAX_PART - 4));

        assertThat(key).hasSize(BlobRules.MAX_KEY);
        assertThat(store().putIfAbsent(key, bytes("x"))).isEqualTo(Put.CREATED);
        assertThat(store().get(key)).contains(bytes("x"));
        assertThat(keysOf(store().list(part, null, 10))).containsExactly(key);
        assertThat(store().deleteIf(key, bytes("x"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "..", "a/../", "a//", ".", "a b", "a/./"})
    void list_shouldRefuseThePrefix_whenNoKeyBeginsWithIt(String text) throws Exception {
        BlobStore store = store();

        assertRefused("prefix", () -> store.list(text, null, 10));
        assertRefused("after", () -> store.list("a", text, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001})
    void list_shouldRefuseTheLimit_whenItIsNotOneToAThousand(int limit) throws Exception {
        BlobStore store = store();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.list("a", null, limit))
                .withMessageContaining("limit must be 1 to 1000");
    }

    private static void assertRefused(String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageStartingWith(field + ": must be");
    }

    private static List<String> keysOf(List<Stored> list) {
        return list.stream().map(Stored::key).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
