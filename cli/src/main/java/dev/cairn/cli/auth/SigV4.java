package dev.cairn.cli.auth;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** AWS's signature (SigV4) for API Gateway, over all that is sent, the body included. */
public final class SigV4 implements Authentication {
    private static final String SERVICE = "execute-api";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AwsCredentialsProvider credentials;
    private final String region;
    private final InstantSource clock;

    public SigV4(AwsCredentialsProvider credentials, String region, InstantSource clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.SIGV4;
    }

    @Override
    public Map<String, String> headers(Unsigned request) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().uri(request.uri()).method(SdkHttpMethod.fromValue(request.method()));
        request.headers().forEach(unsigned::putHeader);
        AwsCredentialsIdentity identity = identity();
        SignedRequest signed = signer.sign(sign -> sign.identity(identity)
                .request(unsigned.build())
                .payload(ContentStreamProvider.fromByteArray(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)));
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(request.headers().keySet());
        // Of the address, which the client that sends it writes down by itself.
        known.add("Host");
        Map<String, String> added = new HashMap<>();
        signed.request().forEachHeader((name, values) -> {
            if (!known.contains(name)) {
                added.put(name, String.join(",", values));
            }
        });
        return added;
    }

    @Override
    public String told() {
        return "requests are signed (SigV4) for the region " + region;
    }

    private AwsCredentialsIdentity identity() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException e) {
            String said = String.valueOf(e.getMessage());
            boolean none = said.contains("Unable to load credentials");
            throw new CliException(
                    ExitCode.USAGE,
                    none
                            ? "The request cannot be signed: there are no AWS credentials. Set AWS_PROFILE, or"
                                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, here or in .env; or CAIRN_TOKEN if"
                                    + " the API takes bearer tokens."
                            : "The request cannot be signed with the AWS credentials that are set: "
                                    + said.replaceFirst("(: ProfileFile\\(.*|\\.+)$", "")
                                    + ". Check AWS_PROFILE, or sign in again (aws sso login).",
                    e);
        }
    }
}
