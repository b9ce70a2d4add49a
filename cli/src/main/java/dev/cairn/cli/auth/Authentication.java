package dev.cairn.cli.auth;

import java.util.Map;

/** Shows a server who calls. What it holds is secret, and in no message. */
public interface Authentication {
    /** How it is done. */
    enum Kind {
        NONE,
        BEARER,
        SIGV4
    }

    Kind kind();

    /**
     * The headers that one attempt of a request takes along; asked anew for every attempt.
     *
     * @throws dev.cairn.cli.CliException if there is nothing to show, with what to do
     */
    Map<String, String> headers(Unsigned request);

    /** How the caller is shown, in words for a person. */
    String told();
}
