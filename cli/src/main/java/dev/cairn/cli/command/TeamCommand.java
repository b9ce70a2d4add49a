package dev.cairn.cli.command;

import picocli.CommandLine.Command;

@Command(name = "team", description = "Work with team files.", subcommands = TeamValidateCommand.class)
public final class TeamCommand {}
