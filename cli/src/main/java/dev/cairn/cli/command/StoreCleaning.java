package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.doctor.StoreReport;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.server.HeldException;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.integrity.Unopened;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn doctor --clean}. */
final class StoreCleaning {
    private final Context context;

    StoreCleaning(Context context) {
        this.context = context;
    }

    ExitCode clean() {
        if (context.endpoint().isPresent()) {
            throw CliException.usage("--clean", "is for a data folder or --store aws, not for --endpoint");
        }
        if (!context.mayHoldRuns()) {
            throw new CliException(ExitCode.NOT_FOUND, "There are no runs here: " + context.data() + " does not exist");
        }
        StoreReport report = new StoreReport();
        Unopened.Outcome outcome;
        try {
            outcome = context.surroundings().servers().clean(context.serveOptions(0, 0, false, 1, false), report);
        } catch (HeldException e) {
            throw new CliException(ExitCode.REFUSED, e.getMessage() + " Stop it before anything is removed.", e);
        }
        if (context.json()) {
            ObjectNode document = CairnApi.object();
            document.put("ok", !report.failed())
                    .put("openings", outcome.openings())
                    .put("objects", outcome.storage().objects())
                    .put("bytes", outcome.storage().bytes())
                    .put("pins", outcome.pins());
            Troubles.put(document, report);
            context.printJson(document);
        } else {
            Screen out = context.terminal().out();
            if (outcome.openings() > 0) {
                out.line("Removed what " + Amounts.count(outcome.openings(), "opening") + " had left: "
                        + Amounts.count(outcome.storage().objects(), "object") + ".");
            }
            if (outcome.pins() > 0) {
                out.line("Settled " + Amounts.count(outcome.pins(), "pin") + " that a broken-off keep had left.");
            }
            if (outcome.openings() + outcome.pins() == 0) {
                out.line("There was nothing to remove.");
            }
            Troubles.print(out, report);
        }
        return report.failed() ? ExitCode.FAILED : ExitCode.OK;
    }
}
