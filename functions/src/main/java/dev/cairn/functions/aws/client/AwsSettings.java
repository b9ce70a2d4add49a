package dev.cairn.functions.aws.client;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which bucket and which table, and where AWS is reached.
 *
 * @param variables as the AWS SDK knows them, AWS_REGION, AWS_ENDPOINT_URL, AWS_PROFILE and so on; what they leave out,
 *     the SDK looks for in its own places
 */
public record AwsSettings(String bucket, String table, Patience patience, Map<String, String> variables) {
    public static final String BUCKET = "CAIRN_BUCKET";
    public static final String TABLE = "CAIRN_TABLE";

    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern TABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    public AwsSettings {
        requireNonNull(patience, "patience is null");
        variables = Map.copyOf(variables);
        List<Fault> faults = new ArrayList<>();
        if (!BUCKET_NAME.matcher(bucket).matches()) {
            faults.add(new Fault(BUCKET, "must name the S3 bucket that holds the runs"));
        }
        if (!TABLE_NAME.matcher(table).matches()) {
            faults.add(new Fault(TABLE, "must name the DynamoDB table that holds the index"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    /** @throws InvalidInputException if CAIRN_BUCKET or CAIRN_TABLE is missing or no name */
    public static AwsSettings of(Map<String, String> variables) {
        return new AwsSettings(
                variables.getOrDefault(BUCKET, ""), variables.getOrDefault(TABLE, ""), Patience.DEFAULT, variables);
    }

    public AwsSettings with(Patience other) {
        return new AwsSettings(bucket, table, other, variables);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** @param service as the SDK spells it in AWS_ENDPOINT_URL_S3 */
    Optional<URI> endpoint(String service) {
        return variable("AWS_ENDPOINT_URL_" + service)
                .or(() -> variable("AWS_ENDPOINT_URL"))
                .map(text -> {
                    URI uri = URI.create(text);
                    if (uri.getHost() == null) {
                        throw new InvalidInputException(
                                "AWS_ENDPOINT_URL", "must be an address such as http://localhost:4566");
                    }
                    return uri;
                });
    }

    /** Variables may hold secrets. */
    @Override
    public String toString() {
        return "AwsSettings[" + bucket + ", " + table + "]";
    }
}
