package dev.cairn.cli.killed;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run as its owner knows it: what the server has told of it, which must stay true. */
final class Job {
    final String name;
    final int results;

    /** Null until the server has said that the run is opened. */
    @Nullable
    String runId;

    /** The requests whose decision the server has said to have taken. */
    final Set<String> decided = new LinkedHashSet<>();

    /** The hash of the file of every checkpoint that was ever listed, oldest first. */
    final Map<String, String> committed = new LinkedHashMap<>();

    /** The hash of every segment and response that was ever there, by its path in the run's folder. */
    final Map<String, String> objects = new LinkedHashMap<>();

    /** Every committed event that was ever shown, by its id. */
    final Map<String, String> events = new LinkedHashMap<>();

    /** Up to where its events were read. */
    private String heard = "";

    boolean ended;

    /** How often the server was killed while this was under way. */
    int kills;

    int resumed;

    Job(String name, int results) {
        this.name = name;
        this.results = results;
    }

    /** Waits a second for the run to go on. */
    void hear(Api api) throws IOException, InterruptedException {
        heard = api.get(path() + "/events?wait=1&after=" + heard)
                .body()
                .path("next")
                .asString(heard);
    }

    String path() {
        return "/runs/" + runId;
    }
}
