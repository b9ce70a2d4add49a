package dev.cairn.functions.api.problem;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.GoneException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;

/** What is answered to what was thrown. Only messages that are written for people leave the process. */
public final class Problems {
    private static final String RETRY_AFTER_SECONDS = "2";

    private Problems() {}

    /** @param incident what the log calls this failure, should it be one of ours */
    public static Problem of(RuntimeException thrown, String incident) {
        return switch (thrown) {
            case ProblemException e -> e.problem();
            case InvalidInputException e -> Problem.of(Problem.Kind.INVALID, detail(e), e.faults());
            case NotFoundException e -> Problem.of(Problem.Kind.NOT_FOUND, message(e));
            case ConflictException e -> Problem.of(Problem.Kind.CONFLICT, message(e));
            case GoneException e -> Problem.of(Problem.Kind.GONE, message(e));
            case NewerFormatException e -> Problem.of(Problem.Kind.NEWER_FORMAT, message(e));
            case BrokenObjectException e -> Problem.of(Problem.Kind.BROKEN, message(e));
            case BrokenIndexException e ->
                Problem.of(Problem.Kind.BROKEN_INDEX, message(e) + " The log has it under " + incident + ".");
            case StoreRefusedException e ->
                Problem.of(
                        Problem.Kind.UNAVAILABLE,
                        message(e) + " Asking again helps only once that is mended. Look then whether what you asked"
                                + " for was done, or ask with the same Idempotency-Key. The log has it under "
                                + incident + ".");
            case StoreException e ->
                Problem.of(
                                Problem.Kind.UNAVAILABLE,
                                message(e) + " Whether what you asked for was done is not known: look before you try"
                                        + " again, or try again with the same Idempotency-Key. The log has it under "
                                        + incident + ".")
                        .with("retry-after", RETRY_AFTER_SECONDS);
            default ->
                Problem.of(
                        Problem.Kind.INTERNAL,
                        "This is a fault of the server, not of the request. The log has it under " + incident + ".");
        };
    }

    /** Whether it is a failure of ours, which the log must have. */
    public static boolean isIncident(Problem problem) {
        return problem.kind().status() >= 500;
    }

    /** One fault says it all; of several, all are told beside. */
    private static String detail(InvalidInputException e) {
        return e.faults().size() == 1
                ? e.faults().getFirst().toString()
                : e.faults().size() + " things are wrong with the input; errors names each.";
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
