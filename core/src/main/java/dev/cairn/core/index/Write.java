package dev.cairn.core.index;

/** One write of a transaction. */
public sealed interface Write {
    IndexKey<?> key();

    /** Puts the record if its key holds none. */
    record Create(IndexRecord record) implements Write {
        @Override
        public IndexKey<?> key() {
            return record.key();
        }
    }

    /** Puts the record if its key holds the version that was read. */
    record Replace(IndexRecord record, long version) implements Write {
        @Override
        public IndexKey<?> key() {
            return record.key();
        }
    }

    /** Puts the record whatever its key holds. */
    record Put(IndexRecord record) implements Write {
        @Override
        public IndexKey<?> key() {
            return record.key();
        }
    }

    /** Removes what the key holds, if anything. */
    record Remove(IndexKey<?> key) implements Write {}

    /** Writes nothing, and holds if the key holds no record. */
    record Absent(IndexKey<?> key) implements Write {}
}
