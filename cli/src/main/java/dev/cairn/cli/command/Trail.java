package dev.cairn.cli.command;

import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.CheckpointView;
import dev.cairn.cli.terminal.Screen;
import java.util.Comparator;
import java.util.List;

/** What a demo ends with: the checkpoints of the run, and how to go back to one. */
final class Trail {
    private final Context context;

    Trail(Context context) {
        this.context = context;
    }

    void show(CairnApi api, String runId) {
        List<CheckpointView> checkpoints = api.checkpoints(runId, Integer.MAX_VALUE).items().stream()
                .map(CheckpointView::new)
                .sorted(Comparator.comparingLong(CheckpointView::seq))
                .toList();
        Screen out = context.terminal().out();
        out.line("");
        out.lines(CheckpointTable.of(checkpoints).lines(out.width(), out.style()));
        long from = checkpoints.stream()
                .filter(one -> one.next().equals("AwaitPerson"))
                .findFirst()
                .map(CheckpointView::seq)
                .orElse(0L);
        out.line("");
        out.line("Go back to one and run on from there, as a new run:");
        out.line("  " + context.hints().command("replay", runId, Long.toString(from)));
    }
}
