package dev.cairn.local.sfn;

/**
 * How much of what has ended is kept; the oldest goes first. What runs is always kept.
 *
 * @param executions at most so many ended executions
 * @param events     at most so many history events of ended executions together; each takes about 300 bytes
 */
public record Retention(int executions, long events) {
    /** Ten thousand executions, or about 100 MB of history. */
    public static final Retention DEFAULT = new Retention(10_000, 300_000);

    public Retention {
        if (executions < 1 || events < 1) {
            throw new IllegalArgumentException("retention must be at least 1, is " + executions + ", " + events);
        }
    }
}
