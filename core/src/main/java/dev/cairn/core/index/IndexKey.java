package dev.cairn.core.index;

import dev.cairn.core.run.RunKey;
import java.util.Locale;

/**
 * Where a record stands.
 *
 * @param sort orders the records of one kind of one run, as plain text
 */
public record IndexKey<T extends IndexRecord>(RunKey run, RecordKind<T> kind, String sort) {
    /** Numbers in sort keys are padded to this width, so that their text sorts as they do. */
    public static String padded(long number) {
        return String.format(Locale.ROOT, "%010d", number);
    }
}
