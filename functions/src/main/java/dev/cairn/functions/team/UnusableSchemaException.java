package dev.cairn.functions.team;

/** A schema that no value can be held against; the message goes on from "the schema ...". */
final class UnusableSchemaException extends RuntimeException {
    UnusableSchemaException(String message) {
        super(message);
    }
}
