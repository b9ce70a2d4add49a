package dev.cairn.cli.terminal;

import dev.cairn.cli.env.Environment;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Finds out what this process is attached to. */
public final class Terminals {
    private static final int USUAL_WIDTH = 80;
    private static final int WIDEST = 100;

    private Terminals() {}

    public static Terminal ofProcess(Environment environment, boolean wantColour) {
        boolean outTerminal = isTerminal(1);
        boolean errTerminal = isTerminal(2);
        boolean inTerminal = isTerminal(0);
        int width = outTerminal || errTerminal ? width(environment) : USUAL_WIDTH;
        return new Terminal(
                new BufferedReader(
                        new InputStreamReader(System.in, inTerminal ? terminalCharset() : StandardCharsets.UTF_8)),
                screen(FileDescriptor.out, environment, wantColour, outTerminal, width),
                screen(FileDescriptor.err, environment, wantColour, errTerminal, width),
                inTerminal && errTerminal);
    }

    private static Screen screen(
            FileDescriptor to, Environment environment, boolean wantColour, boolean terminal, int width) {
        return new Screen(
                new PrintStream(new FileOutputStream(to), false, StandardCharsets.UTF_8),
                style(environment, wantColour, terminal),
                width,
                terminal);
    }

    static Style style(Environment environment, boolean wantColour, boolean terminal) {
        boolean dumb = environment.get("TERM").filter("dumb"::equals).isPresent();
        return new Style(
                terminal && wantColour && !dumb && !environment.has("NO_COLOR"),
                dumb || !speaksUnicode(environment) ? Glyphs.ASCII : Glyphs.UNICODE);
    }

    /** A locale that says nothing is taken for a modern one; one that says something else is believed. */
    private static boolean speaksUnicode(Environment environment) {
        String locale = environment
                .get("LC_ALL")
                .or(() -> environment.get("LC_CTYPE"))
                .or(() -> environment.get("LANG"))
                .orElse("UTF-8")
                .toUpperCase(Locale.ROOT);
        return locale.contains("UTF-8") || locale.contains("UTF8");
    }

    private static Charset terminalCharset() {
        String name = System.getProperty("stdin.encoding", "UTF-8");
        return Charset.isSupported(name) && !name.startsWith("ANSI_X3.4") && !name.equals("US-ASCII")
                ? Charset.forName(name)
                : StandardCharsets.UTF_8;
    }

    /** Each stream by itself where the system tells (Linux), both together elsewhere. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/")
                        || target.startsWith("/dev/tty")
                        || target.startsWith("/dev/console");
            }
        } catch (IOException e) {
            // Not told by this system: the next question answers it.
            return consoleIsTerminal();
        }
        return consoleIsTerminal();
    }

    /** A JDK may be told, by a property, to use the console that is null where there is no terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static int width(Environment environment) {
        int columns = environment
                .get("COLUMNS")
                .filter(value -> value.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElseGet(Terminals::askedWidth);
        return Math.clamp(columns, 40, WIDEST);
    }

    private static int askedWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
            return ended && answer.matches("\\d+ [1-9]\\d{0,3}")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : USUAL_WIDTH;
        } catch (IOException e) {
            // No stty or no /dev/tty: the usual width will do.
            return USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
