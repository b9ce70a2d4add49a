package dev.cairn.cli.command;

import dev.cairn.cli.doctor.StoreReport;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import dev.cairn.core.integrity.Trouble;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was found in a store, told. */
final class Troubles {
    private Troubles() {}

    static void print(Screen out, StoreReport report) {
        Style style = out.style();
        for (Trouble one : report.troubles()) {
            String grade = switch (one.grade()) {
                case NOTE -> style.dim("note");
                case WARN -> style.yellow("warn");
                case FAIL -> style.red("fail");
            };
            out.line(grade + "  " + SafeText.line(one.place() + " " + one.what()));
            out.line("      " + style.glyphs().arrow() + " " + SafeText.line(one.advice()));
        }
        if (report.more() > 0) {
            out.line("and " + report.more() + " more");
        }
    }

    static void put(ObjectNode document, StoreReport report) {
        ArrayNode troubles = document.putArray("troubles");
        for (Trouble one : report.troubles()) {
            troubles.addObject()
                    .put("grade", one.grade().name().toLowerCase(Locale.ROOT))
                    .put("runId", one.run() == null ? null : one.run().runId().value())
                    .put("place", one.place())
                    .put("what", one.what())
                    .put("advice", one.advice());
        }
        document.put("more", report.more());
    }
}
