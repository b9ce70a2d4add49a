package dev.cairn.core.team;

import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;

/** A team as it lies in the log, and the fingerprint that tells whether two are the same. */
public final class TeamText {
    private TeamText() {}

    public static String write(Team team) {
        return Json.text(team);
    }

    public static Team read(String text) {
        return Json.read(text, Team.class);
    }

    public static String fingerprint(Team team) {
        return Digest.hex(write(team));
    }
}
