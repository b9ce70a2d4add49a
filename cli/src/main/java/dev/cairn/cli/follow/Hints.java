package dev.cairn.cli.follow;

import java.util.List;

/** Commands that a person can copy: with the options that lead to the same server. */
public final class Hints {
    private final String program;
    private final List<String> options;

    /** @param options those of the command now running that say where the runs are */
    public Hints(String program, List<String> options) {
        this.program = program;
        this.options = List.copyOf(options);
    }

    public String command(String... words) {
        StringBuilder line = new StringBuilder(program);
        for (String word : words) {
            line.append(' ').append(word);
        }
        options.forEach(option -> line.append(' ').append(quoted(option)));
        return line.toString();
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
