package dev.cairn.cli.command;

import dev.cairn.local.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class GlobalOptions {
    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            order = 90,
            description = "Print JSON: one document; a command that follows a run prints its events as JSON lines and"
                    + " the run as the last line.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            order = 91,
            description = "The folder that holds the runs (default: CAIRN_DATA, else .cairn here).")
    @Nullable
    Path data;

    @Option(
            names = "--store",
            paramLabel = "files|aws",
            scope = ScopeType.INHERIT,
            order = 91,
            description = "Where runs are kept: in the folder, or in S3 and DynamoDB (default: CAIRN_STORE, else"
                    + " files).")
    @Nullable
    StoreKind store;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            order = 92,
            description = "The server to call (default: CAIRN_ENDPOINT, else the process that holds the folder, else"
                    + " none: this command works by itself).")
    @Nullable
    String endpoint;

    @Option(
            names = "--auth",
            paramLabel = "HOW",
            scope = ScopeType.INHERIT,
            order = 93,
            description = "How the endpoint is shown who calls: sigv4, bearer or none (default: CAIRN_AUTH, else bearer"
                    + " if CAIRN_TOKEN is set, else sigv4 for an execute-api host of AWS).")
    @Nullable
    String auth;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            order = 94,
            description = "No colours; NO_COLOR says the same.")
    boolean noColour;

    public boolean json() {
        return json;
    }

    public boolean wantColour() {
        return !noColour;
    }

    /** Those given that another command needs to reach the same runs. */
    List<String> whereTheRunsAre() {
        List<String> options = new ArrayList<>();
        if (data != null) {
            options.add("--data");
            options.add(data.toString());
        }
        if (store != null) {
            options.add("--store");
            options.add(store.name().toLowerCase(Locale.ROOT));
        }
        if (endpoint != null) {
            options.add("--endpoint");
            options.add(endpoint);
        }
        if (auth != null) {
            options.add("--auth");
            options.add(auth);
        }
        return options;
    }
}
