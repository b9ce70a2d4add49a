package dev.cairn.core.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whose view an entry belongs to; the manager sees everything but what nobody sees. */
public sealed interface Audience {
    /** Everybody: the manager and all participants. */
    record Everybody() implements Audience {
        @JsonValue
        @Override
        public String toString() {
            return "everybody";
        }
    }

    /** The manager alone. */
    record ManagerOnly() implements Audience {
        @JsonValue
        @Override
        public String toString() {
            return "manager";
        }
    }

    /** The record alone: no model sees it. */
    record Nobody() implements Audience {
        @JsonValue
        @Override
        public String toString() {
            return "nobody";
        }
    }

    /** One participant and the manager. */
    record Only(String participant) implements Audience {
        public Only {
            requireNonNull(participant, "participant is null");
        }

        @JsonValue
        @Override
        public String toString() {
            return "@" + participant;
        }
    }

    /** One participant, and not even the manager: its tool calls. */
    record Private(String participant) implements Audience {
        public Private {
            requireNonNull(participant, "participant is null");
        }

        @JsonValue
        @Override
        public String toString() {
            return "!" + participant;
        }
    }

    static Audience everybody() {
        return new Everybody();
    }

    static Audience manager() {
        return new ManagerOnly();
    }

    static Audience nobody() {
        return new Nobody();
    }

    @JsonCreator
    static Audience parse(String text) {
        return switch (text) {
            case "everybody" -> everybody();
            case "manager" -> manager();
            case "nobody" -> nobody();
            default -> {
                if (text.startsWith("@")) {
                    yield new Only(text.substring(1));
                }
                if (text.startsWith("!")) {
                    yield new Private(text.substring(1));
                }
                throw new IllegalArgumentException(
                        "audience must be everybody, manager, nobody, @name or !name, was \"" + text + "\"");
            }
        };
    }

    default boolean includesManager() {
        return switch (this) {
            case Everybody _, ManagerOnly _, Only _ -> true;
            case Nobody _, Private _ -> false;
        };
    }

    default boolean includes(String participant) {
        return switch (this) {
            case Everybody _ -> true;
            case ManagerOnly _, Nobody _ -> false;
            case Only only -> only.participant().equals(participant);
            case Private only -> only.participant().equals(participant);
        };
    }
}
