package dev.cairn.core.error;

/** A stored object was written by a newer Cairn than this one. */
public final class NewerFormatException extends CairnException {
    public NewerFormatException(String key, int found, int known) {
        super("The stored object " + key + " has format " + found + "; this Cairn reads formats up to " + known
                + ". Use the newer release that wrote it.");
    }
}
