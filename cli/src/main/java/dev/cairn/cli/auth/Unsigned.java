package dev.cairn.cli.auth;

import java.net.URI;
import java.util.Map;

/** One attempt of a request, whole but for what shows who calls. */
public record Unsigned(String method, URI uri, Map<String, String> headers, byte[] body) {
    public Unsigned {
        headers = Map.copyOf(headers);
    }
}
