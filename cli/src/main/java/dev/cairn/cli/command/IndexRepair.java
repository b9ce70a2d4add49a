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
import java.nio.file.Files;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn doctor --rebuild-index}. */
final class IndexRepair {
    private final Context context;

    IndexRepair(Context context) {
        this.context = context;
    }

    ExitCode rebuild(boolean replace) {
        if (context.endpoint().isPresent()) {
            throw CliException.usage("--rebuild-index", "is for a data folder, not for --endpoint");
        }
        if (context.store() == StoreKind.AWS) {
            throw CliException.usage(
                    "--rebuild-index",
                    "is for a data folder, not for --store aws; restore the table to a point in time instead");
        }
        if (!Files.exists(context.data())) {
            throw new CliException(ExitCode.NOT_FOUND, "There are no runs here: " + context.data() + " does not exist");
        }
        StoreReport report = new StoreReport();
        IndexRebuild.Outcome outcome;
        try {
            outcome = context.surroundings().servers().rebuildIndex(context.data(), replace, report);
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
