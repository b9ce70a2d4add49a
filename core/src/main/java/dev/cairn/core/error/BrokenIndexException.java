package dev.cairn.core.error;

/**
 * The index, or a record of it, holds what no Cairn wrote. It is left as it is, and no retry mends it. Answered as 500:
 * those who keep the server have to see to it.
 */
public final class BrokenIndexException extends StoreException {
    private final String what;

    /**
     * @param what the record or the file by its name, and what is wrong with it: a sentence
     * @param advice what to do: sentences
     */
    public BrokenIndexException(String what, String advice) {
        super(what + " It was left as it is. " + advice);
        this.what = what;
    }

    @Override
    public String what() {
        return what;
    }
}
