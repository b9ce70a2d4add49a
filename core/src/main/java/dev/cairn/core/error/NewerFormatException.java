package dev.cairn.core.error;

/** A stored object was written by a newer Cairn than this one. */
public final class NewerFormatException extends CairnException {
    public NewerFormatException(String key, int found, int known) {
        super("The stored object " + key + " has format " + found
                + ": a newer Cairn wrote it, and this one reads formats" + " up to " + known
                + ". Nothing was changed; upgrade Cairn to the release that wrote it, or a newer one.");
    }
}
