package dev.cairn.functions.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RecordKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a link and a browser, in front of the API. */
final class LinkRig {
    static final String BASE = "https://cairn.example.com";
    private static final Pattern ASKED = Pattern.compile("name=\"asked\" value=\"([0-9a-f]{64})\"");

    final TestApi api;

    LinkRig(TestApi api) {
        this.api = api;
    }

    /** A run that waits for the review of its plan. */
    String planned() {
        return api.run("{\"task\": \"Count the stars.\", \"team\": \"reviewed\"}");
    }

    /** The path of the newest link that was told for the run. */
    String link(String run) {
        return api.told.stream()
                .filter(notice -> notice.run().runId().value().equals(run))
                .map(notice -> String.valueOf(notice.link()))
                .reduce((older, newer) -> newer)
                .orElseThrow()
                .substring(BASE.length());
    }

    TestApi.Answer open(String link) {
        return api.get(link);
    }

    /** The hash that the page's forms carry. */
    String asked(String link) {
        TestApi.Answer page = open(link);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        Matcher found = ASKED.matcher(page.text());
        assertThat(found.find()).as(page.text()).isTrue();
        return found.group(1);
    }

    /** Fills in the page's form, as a browser does that is on the page. */
    TestApi.Answer decide(String link, Map<String, String> fields) {
        Map<String, String> all = new TreeMap<>(fields);
        all.putIfAbsent("asked", asked(link));
        return send(link, all);
    }

    /** Sends a form as it is. */
    TestApi.Answer send(String link, Map<String, String> fields) {
        return post(link, encoded(fields), Map.of("sec-fetch-site", "same-origin"));
    }

    TestApi.Answer post(String link, String body, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putIfAbsent("content-type", "application/x-www-form-urlencoded");
        all.putIfAbsent("host", "cairn.example.com");
        return api.send("POST", link, body, all);
    }

    static String encoded(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    List<AuditRecord> audit(String run) {
        return api.index.list(TestApi.key(run), RecordKind.AUDIT, null, false, 100);
    }

    /** What is done to the run, by its audit items. */
    List<String> done(String run) {
        return audit(run).stream().map(item -> item.what().word()).toList();
    }

    String status(String run) {
        return api.runOf(run).path("status").stringValue();
    }
}
