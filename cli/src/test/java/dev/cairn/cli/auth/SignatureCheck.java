package dev.cairn.cli.auth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks a signature as AWS publishes the algorithm (Signature Version 4), knowing nothing of the SDK, and says no in
 * the words of API Gateway.
 *
 * @param session the session's token; null if the key needs none
 */
public record SignatureCheck(
        String key, String secret, @Nullable String session, String region) {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/([^/]+)/aws4_request,"
                    + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    /**
     * What is wrong with the request; empty if nothing is.
     *
     * @param headers by any spelling of their names
     */
    public Optional<String> fault(
            String method, String path, String rawQuery, Map<String, String> headers, byte[] body, Instant now)
            throws GeneralSecurityException {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        Matcher given = AUTHORIZATION.matcher(sent.getOrDefault("Authorization", ""));
        if (!given.matches()) {
            return Optional.of("Missing Authentication Token");
        }
        List<String> signed = List.of(given.group(5).split(";"));
        String time = sent.getOrDefault("X-Amz-Date", "");
        if (!given.group(1).equals(key) || (session != null && !session.equals(sent.get("X-Amz-Security-Token")))) {
            return Optional.of("The security token included in the request is invalid.");
        }
        if (!given.group(3).equals(region) || !given.group(4).equals("execute-api")) {
            return Optional.of("Credential should be scoped to a valid region.");
        }
        boolean all = signed.contains("host")
                && signed.contains("x-amz-date")
                && (session == null || signed.contains("x-amz-security-token"))
                && (body.length == 0 || signed.contains("content-type"))
                && signed.equals(signed.stream().sorted().toList())
                && time.startsWith(given.group(2));
        if (!all) {
            return Optional.of("Authorization header does not cover what it must.");
        }
        Instant at = TIME.parse(time, Instant::from);
        if (Duration.between(at, now).compareTo(LEEWAY) > 0) {
            return Optional.of("Signature expired: " + time + " is now earlier than " + TIME.format(now.minus(LEEWAY)));
        }
        if (Duration.between(now, at).compareTo(LEEWAY) > 0) {
            return Optional.of("Signature not yet current: " + time + " is still later than " + TIME.format(now));
        }
        String canonical = String.join(
                "\n",
                method,
                canonicalPath(path),
                canonicalQuery(rawQuery),
                signed.stream()
                        .map(name ->
                                name + ":" + sent.getOrDefault(name, "").strip().replaceAll(" +", " ") + "\n")
                        .collect(Collectors.joining()),
                given.group(5),
                sha256(body));
        String scope = given.group(2) + "/" + region + "/execute-api/aws4_request";
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(utf8(canonical)));
        byte[] signing = utf8("AWS4" + secret);
        for (String part : scope.split("/")) {
            signing = hmac(signing, part);
        }
        String signature = HexFormat.of().formatHex(hmac(signing, toSign));
        return signature.equals(given.group(6))
                ? Optional.empty()
                : Optional.of("The request signature we calculated does not match the signature you provided."
                        + " Check your AWS Secret Access Key and signing method.\n\nThe Canonical String for this"
                        + " request should have been\n'" + canonical + "'");
    }

    /** Each segment encoded twice, as all services but S3 have it. */
    private static String canonicalPath(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(segment -> encoded(encoded(segment)))
                .collect(Collectors.joining("/"));
    }

    private static String canonicalQuery(String raw) {
        List<String> pairs = new ArrayList<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            pairs.add(encoded(decoded(pair.substring(0, equals))) + "=" + encoded(decoded(pair.substring(equals + 1))));
        }
        return pairs.stream().sorted().collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] hmac(byte[] with, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(with, "HmacSHA256"));
        return mac.doFinal(utf8(text));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SignatureCheck[" + key.toLowerCase(Locale.ROOT) + "]";
    }
}
