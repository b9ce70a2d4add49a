package dev.cairn.bench.start;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The baseline: a function that puts what it gets into a bucket, with the SDK and the HTTP client that Cairn uses. */
public final class BarePut {
    static final String HANDLER = "dev.cairn.bench.start.BarePut::handle";

    private final S3Client s3 = S3Client.builder()
            .endpointOverride(URI.create(variable("AWS_ENDPOINT_URL_S3")))
            .region(Region.of(variable("AWS_REGION")))
            .forcePathStyle(true)
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    public void handle(InputStream in, OutputStream out, Context context) throws IOException {
        byte[] event = in.readAllBytes();
        s3.putObject(
                put -> put.bucket(variable("CAIRN_BUCKET")).key("bare/" + context.getAwsRequestId()),
                RequestBody.fromBytes(event));
        out.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    static String variable(String name) {
        @Nullable String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
