package dev.cairn.core.ledger;

import static java.util.Objects.requireNonNull;

/** One field of a progress ledger: the manager's answer and why. */
public record Finding<T>(String reason, T answer) {
    public Finding {
        requireNonNull(reason, "reason is null");
        requireNonNull(answer, "answer is null");
    }
}
