package dev.cairn.bench;

import java.util.Random;

/** Replies of random words: what compresses as prose does, unlike a constant text. Seeded, so that runs compare. */
final class RandomWords {
    private static final String LETTERS = "eeeeetttaaooiinnsshhrrdlcum";
    private static final int WORDS = 4_000;

    private final Random random;
    private final String[] words = new String[WORDS];

    RandomWords(long seed) {
        random = new Random(seed);
        for (int i = 0; i < WORDS; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 2 + random.nextInt(8); n > 0; n--) {
                word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            words[i] = word.toString();
        }
    }

    /** A text of at least so many characters. */
    String text(int characters) {
        StringBuilder text = new StringBuilder(characters + 16);
        while (text.length() < characters) {
            text.append(words[random.nextInt(WORDS)]).append(' ');
        }
        return text.toString();
    }
}
