package dev.cairn.core.run;

/** What a run keeps in the blob store. */
public record Storage(long bytes, long objects) {
    public static final Storage ZERO = new Storage(0, 0);

    public Storage minus(Storage other) {
        return new Storage(bytes - other.bytes, objects - other.objects);
    }

    public Storage plus(Storage other) {
        return new Storage(bytes + other.bytes, objects + other.objects);
    }
}
