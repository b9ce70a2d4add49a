package dev.cairn.cli.auth;

import java.util.Map;

/** The same headers with every request, or none: for servers of this machine. */
public final class FixedHeaders implements Authentication {
    public static final FixedHeaders NONE = new FixedHeaders(Map.of());

    private final Map<String, String> headers;

    public FixedHeaders(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    @Override
    public Kind kind() {
        return Kind.NONE;
    }

    @Override
    public Map<String, String> headers(Unsigned request) {
        return headers;
    }

    @Override
    public String told() {
        return "nothing is shown: neither a signature nor a token";
    }
}
