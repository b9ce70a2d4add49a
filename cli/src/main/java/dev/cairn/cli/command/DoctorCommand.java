package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.Version;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.doctor.Checks;
import dev.cairn.cli.doctor.CloudChecks;
import dev.cairn.cli.doctor.EndpointChecks;
import dev.cairn.cli.doctor.Finding;
import dev.cairn.cli.doctor.Finding.Grade;
import dev.cairn.cli.doctor.StoreReport;
import dev.cairn.cli.doctor.Trial;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.server.OwnerAddress;
import dev.cairn.cli.terminal.Columns;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import dev.cairn.core.error.CairnException;
import dev.cairn.functions.api.route.Shipped;
import dev.cairn.local.LocalStartException;
import dev.cairn.models.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "doctor", description = "Look whether everything is there that runs need, and say what to do if not.")
public final class DoctorCommand implements Callable<ExitCode> {
    private final Context context;

    @Option(
            names = "--rebuild-index",
            description = "Add the runs to the index that have objects and are not in it; all of them if it is lost.")
    boolean rebuildIndex;

    @Option(
            names = "--replace",
            description = "With --rebuild-index: make the whole index anew. The old one is kept beside it."
                    + " Of a data folder only.")
    boolean replace;

    @Option(
            names = "--clean",
            description =
                    "Remove what openings of runs and replays left that died before the index had their run:"
                            + " from two days ago or longer, and nothing of a run that took a step. Also settle the pin of a run whose keep died halfway.")
    boolean clean;

    @Option(
            names = "--try",
            description =
                    "With --endpoint: also play a rehearsal there, from its start over the approval of its plan to"
                            + " its answer, and delete it. Calls no model.")
    boolean tryIt;

    public DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        if (replace && !rebuildIndex) {
            throw CliException.usage("--replace", "goes only with --rebuild-index");
        }
        if (clean && rebuildIndex) {
            throw CliException.usage("--clean", "does not go with --rebuild-index; first the one, then the other");
        }
        if (tryIt && (clean || rebuildIndex || context.endpoint().isEmpty())) {
            throw CliException.usage(
                    "--try", "goes only with an --endpoint or CAIRN_ENDPOINT; here, play the demo: cairn demo --yes");
        }
        if (clean) {
            return new StoreCleaning(context).clean();
        }
        if (rebuildIndex) {
            return new IndexRepair(context).rebuild(replace);
        }
        StoreReport report = new StoreReport();
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding("cairn", Grade.OK, Version.ofThisBuild(), ""));
        findings.add(Checks.jdk());
        if (context.endpoint().isPresent()) {
            findings.addAll(endpoint());
        } else {
            findings.add(Checks.writable(context.data()));
            findings.add(Checks.space(context.data()));
            findings.add(owner());
            if (context.mayHoldRuns()) {
                findings.add(server());
                findings.add(store(report));
            }
            // A deployment has keys of its own.
            findings.add(Checks.keys(context.environment()));
        }
        findings.addAll(CloudChecks.look(context.environment()));
        show(findings, report);
        return findings.stream().anyMatch(one -> one.grade() == Grade.FAIL) ? ExitCode.FAILED : ExitCode.OK;
    }

    private Finding owner() {
        Optional<OwnerAddress> owner = context.surroundings().servers().owner(context.data());
        return new Finding(
                "owner",
                Grade.OK,
                owner.map(one -> one + ", since " + Times.whole(one.since().toString()))
                        .orElse("none; commands work by themselves"),
                "");
    }

    private List<Finding> endpoint() {
        try (Connection connection = context.connect()) {
            List<Finding> seen = new ArrayList<>(
                    new EndpointChecks(connection.api(), new Shipped().version(), Models.of(Map.of())::checkProvider)
                            .look());
            if (tryIt && seen.stream().noneMatch(one -> one.name().equals("server") && one.grade() == Grade.FAIL)) {
                seen.addAll(new Trial(
                                connection.api(),
                                context.hints(),
                                context.surroundings().clock(),
                                context.surroundings().pause())
                        .play(context.surroundings().idempotencyKeys().get()));
            }
            return seen;
        } catch (CliException e) {
            return List.of(EndpointChecks.refused("caller", e));
        }
    }

    private Finding server() {
        try (Connection connection = context.connect()) {
            JsonNode health = connection.api().health();
            String version = SafeText.line(health.path("version").asString("of an unknown version"));
            return new Finding("server", Grade.OK, connection.api().address() + " answers, " + version, "");
        } catch (UnreachableException e) {
            return new Finding(
                    "server", Grade.FAIL, String.valueOf(e.getMessage()), "look who holds the folder, above");
        } catch (CliException e) {
            return EndpointChecks.refused("server", e);
        }
    }

    private Finding store(StoreReport report) {
        try {
            return report.finding(
                    context.surroundings().servers().check(context.serveOptions(0, 0, false, 1, false), report));
        } catch (CairnException | LocalStartException e) {
            return new Finding(
                    "store", Grade.FAIL, String.valueOf(e.getMessage()), "mend that and look again: cairn doctor");
        }
    }

    private void show(List<Finding> findings, StoreReport report) {
        if (context.json()) {
            ArrayNode checks = CairnApi.object().putArray("checks");
            findings.forEach(one -> checks.addObject()
                    .put("name", one.name())
                    .put("grade", one.grade().name().toLowerCase(Locale.ROOT))
                    .put("detail", one.detail())
                    .put("advice", one.advice()));
            boolean fine = findings.stream().noneMatch(one -> one.grade() == Grade.FAIL);
            ObjectNode document = CairnApi.object().put("ok", fine);
            document.set("checks", checks);
            Troubles.put(document, report);
            context.printJson(document);
            return;
        }
        Screen out = context.terminal().out();
        Style style = out.style();
        for (Finding one : findings) {
            String grade = switch (one.grade()) {
                case OK -> style.green("ok  ");
                case WARN -> style.yellow("warn");
                case FAIL -> style.red("fail");
            };
            out.line(grade + "  " + Columns.pad(one.name(), 8) + SafeText.line(one.detail()));
            if (!one.advice().isEmpty()) {
                out.line(" ".repeat(14) + style.glyphs().arrow() + " " + one.advice());
            }
        }
        Troubles.print(out, report);
    }
}
