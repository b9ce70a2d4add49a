package dev.cairn.functions.api.page;

import dev.cairn.core.json.Digest;
import dev.cairn.functions.api.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** A whole page, with headers under which a browser runs nothing, loads nothing and keeps nothing. */
public final class Page {
    public static final String MEDIA_TYPE = "text/html; charset=utf-8";

    private static final PageTemplate LAYOUT = PageTemplate.load("layout");
    private static final String STYLE = PageTemplate.resource("style.css");
    private static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Digest.sha256().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private Page() {}

    /** A page that tells something and asks nothing. */
    static Reply telling(int status, String title, Html body) {
        return reply(status, title, body, "no-referrer");
    }

    /**
     * A page with a form. Under {@code no-referrer} a browser would send the form with {@code Origin: null}, as a
     * page of anybody's may, and it would be refused; {@code same-origin} tells other sites as little.
     */
    static Reply asking(int status, String title, Html body) {
        return reply(status, title, body, "same-origin");
    }

    private static Reply reply(int status, String title, Html body, String referrer) {
        Html whole = LAYOUT.fill(Map.of("title", Html.text(title), "style", Html.ours(STYLE), "body", body));
        return new Reply(
                status,
                Map.of(
                        "content-type",
                        MEDIA_TYPE,
                        "content-security-policy",
                        POLICY,
                        "referrer-policy",
                        referrer,
                        "cross-origin-opener-policy",
                        "same-origin",
                        "x-content-type-options",
                        "nosniff",
                        "cache-control",
                        "no-store"),
                whole.markup().getBytes(StandardCharsets.UTF_8));
    }
}
