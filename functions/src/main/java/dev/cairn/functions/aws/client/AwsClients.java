package dev.cairn.functions.aws.client;

import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Makes the SDK's clients, all in one way. */
public final class AwsClients {
    static {
        // Java would send a POST again by itself when a kept connection breaks, and nobody would know that it was sent
        // twice. Read by the JDK at its first HTTP connection.
        if (System.getProperty("sun.net.http.retryPost") == null) {
            System.setProperty("sun.net.http.retryPost", "false");
        }
    }

    private AwsClients() {}

    /** @param busy see {@link Retrying#strategy} */
    public static S3Client s3(AwsSettings settings, Predicate<Throwable> busy) {
        Optional<URI> endpoint = settings.endpoint("S3");
        return configured(S3Client.builder(), settings, endpoint, busy)
                // A bucket is no subdomain of a server of one's own.
                .forcePathStyle(endpoint.isPresent())
                // Objects are small and in memory: signed and sent whole, which every server understands.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .httpClientBuilder(http(settings.patience()))
                .build();
    }

    /** @param busy see {@link Retrying#strategy} */
    public static DynamoDbClient dynamo(AwsSettings settings, Predicate<Throwable> busy) {
        return configured(DynamoDbClient.builder(), settings, settings.endpoint("DYNAMODB"), busy)
                .httpClientBuilder(http(settings.patience()))
                .build();
    }

    public static SfnClient sfn(AwsSettings settings) {
        return configured(SfnClient.builder(), settings, settings.endpoint("SFN"), cause -> false)
                .httpClientBuilder(http(settings.patience()))
                .build();
    }

    public static SecretsManagerClient secrets(AwsSettings settings) {
        return configured(
                        SecretsManagerClient.builder(), settings, settings.endpoint("SECRETS_MANAGER"), cause -> false)
                .httpClientBuilder(http(settings.patience()))
                .build();
    }

    public static EventBridgeClient eventBridge(AwsSettings settings) {
        return configured(EventBridgeClient.builder(), settings, settings.endpoint("EVENTBRIDGE"), cause -> false)
                .httpClientBuilder(http(settings.patience()))
                .build();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configured(
            B builder, AwsSettings settings, Optional<URI> endpoint, Predicate<Throwable> busy) {
        endpoint.ifPresent(builder::endpointOverride);
        settings.variable("AWS_REGION")
                .or(() -> settings.variable("AWS_DEFAULT_REGION"))
                .map(Region::of)
                .ifPresent(builder::region);
        return builder.credentialsProvider(Credentials.of(settings.variables()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(Retrying.strategy(settings.patience(), busy))
                        .apiCallTimeout(settings.patience().total())
                        .addExecutionInterceptor(new Doubt.Watch())
                        .build());
    }

    private static UrlConnectionHttpClient.Builder http(Patience patience) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.answer());
    }
}
