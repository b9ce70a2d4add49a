package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.CheckpointView;
import dev.cairn.cli.api.Ids;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A checkpoint as a person names it: by its id, or by its number in the run. */
final class CheckpointArgument {
    private final CairnApi api;
    private final String runId;

    CheckpointArgument(CairnApi api, String runId) {
        this.api = api;
        this.runId = runId;
    }

    static void check(String field, String argument) {
        Ids.check(field, argument);
    }

    String id(String field, String argument) {
        check(field, argument);
        if (!argument.matches("\\d{1,9}")) {
            return argument;
        }
        long seq = Long.parseLong(argument);
        return oldestFirst().stream()
                .filter(one -> one.seq() == seq)
                .findFirst()
                .map(CheckpointView::checkpointId)
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND, field + ": run " + runId + " has no checkpoint number " + seq));
    }

    List<CheckpointView> oldestFirst() {
        return api.checkpoints(runId, Integer.MAX_VALUE).items().stream()
                .map(CheckpointView::new)
                .sorted(Comparator.comparingLong(CheckpointView::seq))
                .toList();
    }

    /** The first checkpoint that one of these steps follows. */
    Optional<CheckpointView> firstBefore(List<CheckpointView> oldestFirst, String... steps) {
        for (String step : steps) {
            Optional<CheckpointView> found =
                    oldestFirst.stream().filter(one -> one.next().equals(step)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
