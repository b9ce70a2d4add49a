package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.doctor.StoreReport;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.server.HeldException;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.local.StoreKind;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn doctor --rebuild-index}. */
final class IndexRepair {
    private final Context context;

    IndexRepair(Context context) {
        this.context = context;
    }

    ExitCode rebuild(boolean replace) {
        if (context.endpoint().isPresent()) {
            throw CliException.usage("--rebuild-index", "is for a data folder or --store aws, not for --endpoint");
        }
        if (replace && context.store() == StoreKind.AWS) {
            throw CliException.usage(
                    "--replace",
                    "is for a data folder, not for --store aws, whose table others use and cannot be set aside."
                            + " To make one run's records anew, delete its item with the keys pk = TENANT/RUN and"
                            + " sk = run#run from the table; for all runs, set CAIRN_TABLE to an empty table as the"
                            + " template makes it. Then: cairn doctor --store aws --rebuild-index");
        }
        if (!context.mayHoldRuns()) {
            throw new CliException(ExitCode.NOT_FOUND, "There are no runs here: " + context.data() + " does not exist");
        }
        StoreReport report = new StoreReport();
        IndexRebuild.Outcome outcome;
        try {
            outcome = context.surroundings()
                    .servers()
                    .rebuildIndex(context.serveOptions(0, 0, false, 1, false), replace, report);
        } catch (HeldException e) {
            throw new CliException(ExitCode.REFUSED, e.getMessage() + " Stop it before the index is made anew.", e);
        }
        if (context.json()) {
            ObjectNode document = CairnApi.object();
            document.put("ok", !report.failed())
                    .put("rebuilt", outcome.rebuilt())
                    .put("present", outcome.present())
                    .put("lost", outcome.lost());
            Troubles.put(document, report);
            context.printJson(document);
        } else {
            Screen out = context.terminal().out();
            out.line("The index knows " + Amounts.count(outcome.rebuilt(), "run") + " again"
                    + (outcome.present() == 0 ? "" : "; " + outcome.present() + " it held, and they stay as they are")
                    + (outcome.lost() == 0 ? "." : "; " + outcome.lost() + " could not be rebuilt."));
            Troubles.print(out, report);
        }
        return report.failed() ? ExitCode.FAILED : ExitCode.OK;
    }
}
