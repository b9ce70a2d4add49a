package dev.cairn.cli.auth;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.env.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** A bearer token, of CAIRN_TOKEN or of the file that CAIRN_TOKEN_FILE names, which may be renewed meanwhile. */
public final class BearerToken implements Authentication {
    public static final String TOKEN = "CAIRN_TOKEN";
    public static final String FILE = "CAIRN_TOKEN_FILE";

    /** RFC 6750; anything else is no token, and might break the header. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private static final int LONGEST = 16 * 1024;

    private final Environment environment;
    private final Path directory;

    /** @param directory what a file's name is relative to */
    public BearerToken(Environment environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    static boolean isGiven(Environment environment) {
        return environment.has(TOKEN) || environment.has(FILE);
    }

    @Override
    public Kind kind() {
        return Kind.BEARER;
    }

    @Override
    public Map<String, String> headers(Unsigned request) {
        return Map.of("Authorization", "Bearer " + token());
    }

    @Override
    public String told() {
        return "a bearer token, of " + (environment.has(TOKEN) ? TOKEN : FILE);
    }

    private String token() {
        if (environment.has(TOKEN)) {
            return checked(TOKEN, environment.get(TOKEN).orElseThrow());
        }
        Path file = directory.resolve(environment
                .get(FILE)
                .orElseThrow(() -> CliException.usage(
                        TOKEN,
                        "is not set; it must hold the token, or " + FILE + " must name the file that holds it")));
        try {
            if (Files.size(file) > LONGEST) {
                throw CliException.usage(FILE, file + " is larger than " + LONGEST / 1024 + " KiB: is it a token?");
            }
            return checked(FILE, Files.readString(file));
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, FILE + ": " + file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static String checked(String name, String value) {
        String token = value.strip();
        if (!FORM.matcher(token).matches()) {
            throw CliException.usage(
                    name, "holds no bearer token: it is one line of letters, digits and . _ ~ + / - =");
        }
        return token;
    }
}
