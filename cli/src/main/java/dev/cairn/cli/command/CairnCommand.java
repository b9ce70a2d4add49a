package dev.cairn.cli.command;

import dev.cairn.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

@Command(
        name = "cairn",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; also a run that waits for a person, or that the person rejected",
            "1:the run failed, was cancelled or ended at a limit",
            "2:the command line, a file or a value cannot be used",
            "3:not found",
            "4:refused: decided already, expired, held by another, not permitted",
            "5:no server answers"
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        description = "Runs a team of AI agents durably: every step leaves a checkpoint to go back to.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            WatchCommand.class,
            ListCommand.class,
            ShowCommand.class,
            RequestsCommand.class,
            ApproveCommand.class,
            ReviseCommand.class,
            RejectCommand.class,
            AnswerCommand.class,
            CheckpointsCommand.class,
            DiffCommand.class,
            ReplayCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            KeepCommand.class,
            DeleteCommand.class,
            AuditCommand.class,
            TeamCommand.class,
            LocalCommand.class,
            DoctorCommand.class
        })
public final class CairnCommand {
    @Mixin
    final GlobalOptions options;

    public CairnCommand(GlobalOptions options) {
        this.options = options;
    }
}
