package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.cli.auth.Authentication.Kind;
import dev.cairn.cli.auth.GatewayHost;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.client.Partition;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/** API Gateway itself says no, in a word or two and before the API is asked: what that means, and what to do. */
final class GatewayRefusal {
    /** By so much a clock may be off before AWS takes a signature for one of another time. */
    static final Duration CLOCK = Duration.ofMinutes(5);

    private GatewayRefusal() {}

    static CliException of(String what, Answer answer, Kind kind, URI base) {
        String said = SafeText.line(answer.gatewaysWords());
        List<String> details = new ArrayList<>();
        details.add(advice(answer, said.toLowerCase(Locale.ROOT), kind, base));
        answer.headers()
                .firstValue("apigw-requestid")
                .or(() -> answer.headers().firstValue("x-amzn-requestid"))
                .ifPresent(id -> details.add("The gateway's id of the request: " + id));
        String message = what + ": the gateway answered " + answer.status() + " (" + said + ")";
        return CliException.answered(
                Problems.exit(answer.status()),
                message,
                details,
                Json.mapper()
                        .createObjectNode()
                        .put("type", "about:blank")
                        .put("title", said)
                        .put("status", answer.status())
                        .put("detail", message + ". " + details.getFirst()));
    }

    private static String advice(Answer answer, String said, Kind kind, URI base) {
        return switch (answer.status()) {
            case 401 -> unauthorized(answer, kind);
            case 403 -> forbidden(answer, said, kind, base);
            case 404 ->
                "There is no such stage or route: give the endpoint as the stack's output \"Endpoint\" tells it.";
            case 413 -> "Less may be sent at once.";
            case 429 -> "More is asked than the API's limits allow; try again later, or raise the stage's throttling.";
            case 500, 502, 503, 504 ->
                "The API's function failed or did not answer in time; its log, /aws/lambda/<stack>, says why.";
            default -> "The API was not asked.";
        };
    }

    private static String unauthorized(Answer answer, Kind kind) {
        String why = answer.headers()
                .firstValue("www-authenticate")
                .map(header -> header.replaceFirst(".*error_description=\"([^\"]*)\".*", "$1"))
                .filter(description -> !description.startsWith("Bearer"))
                .map(description -> " (" + SafeText.line(description) + ")")
                .orElse("");
        return kind == Kind.BEARER
                ? "The bearer token is not accepted" + why + ": put a new one of the right issuer and audience into"
                        + " CAIRN_TOKEN or CAIRN_TOKEN_FILE."
                : "The API asks for a bearer token" + why + ": set CAIRN_TOKEN, or CAIRN_TOKEN_FILE.";
    }

    private static String forbidden(Answer answer, String said, Kind kind, URI base) {
        if (said.contains("signature expired") || said.contains("signature not yet current") || isOff(answer, kind)) {
            return clock(answer);
        }
        if (said.contains("token included in the request is expired")) {
            return "The AWS session has expired: sign in again (aws sso login), or set a new AWS_SESSION_TOKEN with its"
                    + " keys.";
        }
        if (said.contains("token included in the request is invalid")) {
            return "AWS does not know the access key: check AWS_PROFILE, or AWS_ACCESS_KEY_ID; the keys of a session"
                    + " need its AWS_SESSION_TOKEN.";
        }
        if (said.contains("signature we calculated does not match")) {
            return "The secret access key is not that of the access key, or something on the way changed the request:"
                    + " check AWS_SECRET_ACCESS_KEY, and proxies.";
        }
        if (said.contains("credential should be scoped")) {
            return "The signature is for another region: set AWS_REGION to the one that the API is deployed in.";
        }
        return switch (kind) {
            case NONE ->
                "The API asks who calls, and was not told: "
                        + (isAws(base)
                                ? ""
                                : "give --auth sigv4 to have requests" + " signed with your AWS credentials, or ")
                        + "set CAIRN_TOKEN if it takes bearer tokens.";
            case BEARER ->
                "The token is accepted but lacks a scope that the API asks for, or the API wants signed requests (--auth"
                        + " sigv4).";
            case SIGV4 ->
                "The AWS credentials may not call this API: allow it with the policy statement {\"Effect\": \"Allow\","
                        + " \"Action\": \"execute-api:Invoke\", \"Resource\": \"" + arn(base)
                        + "\"}. If they may, check that the address is that of the API, with its stage if it has one.";
        };
    }

    private static boolean isAws(URI base) {
        return GatewayHost.of(base).isPresent();
    }

    private static boolean isOff(Answer answer, Kind kind) {
        return kind == Kind.SIGV4
                && answer.clockAhead()
                        .filter(ahead -> ahead.abs().compareTo(CLOCK) > 0)
                        .isPresent();
    }

    private static String clock(Answer answer) {
        Optional<Duration> ahead = answer.clockAhead();
        return "The clock of this machine is "
                + ahead.map(GatewayRefusal::off).orElse("off by more than " + CLOCK.toMinutes() + " minutes")
                + ", and AWS takes no signature of another time: set it right (timedatectl set-ntp true).";
    }

    /** In words: {@code 12 minutes ahead of the server's}. */
    static String off(Duration ahead) {
        Duration size = ahead.abs();
        String amount = size.toMinutes() >= 120
                ? size.toHours() + " hours"
                : size.toSeconds() >= 120 ? size.toMinutes() + " minutes" : size.toSeconds() + " seconds";
        return amount + (ahead.isNegative() ? " behind the server's" : " ahead of the server's");
    }

    private static String arn(URI base) {
        return GatewayHost.of(base)
                .map(host -> "arn:" + Partition.of(Region.of(host.region())) + ":execute-api:" + host.region() + ":*:"
                        + host.api() + "/*")
                .orElse("arn:aws:execute-api:*:*:<the API's id>/*");
    }
}
