package dev.cairn.cli.command;

import dev.cairn.cli.api.CheckpointView;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.terminal.Table;
import java.util.List;

/** A run's checkpoints as a table. */
final class CheckpointTable {
    private CheckpointTable() {}

    static Table of(List<CheckpointView> checkpoints) {
        Table table = new Table("#", "checkpoint", "made by", "next", "stored")
                .right(0)
                .whole(0)
                .whole(1)
                .right(4)
                .whole(4);
        for (CheckpointView one : checkpoints) {
            table.row(
                    Long.toString(one.seq()),
                    one.checkpointId(),
                    one.step(),
                    one.terminal() ? "-" : one.next(),
                    Amounts.bytes(one.bytes()));
        }
        return table;
    }
}
