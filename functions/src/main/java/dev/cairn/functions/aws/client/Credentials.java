package dev.cairn.functions.aws.client;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/**
 * Whose rights are used: a key among the variables, else the profile that they name, else what the SDK finds in its own
 * places. Variables go first, as they may come from a .env file, of which the SDK knows nothing.
 */
public final class Credentials {
    private static final String CONFIG = "AWS_CONFIG_FILE";
    private static final String SHARED = "AWS_SHARED_CREDENTIALS_FILE";

    private Credentials() {}

    /** @param variables as the SDK knows them: AWS_ACCESS_KEY_ID, AWS_PROFILE, AWS_CONFIG_FILE and so on */
    public static AwsCredentialsProvider of(Map<String, String> variables) {
        Optional<String> id = given(variables, "AWS_ACCESS_KEY_ID");
        Optional<String> secret = given(variables, "AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(given(variables, "AWS_SESSION_TOKEN")
                    .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                            token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
                    .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
        }
        Optional<String> profile = given(variables, "AWS_PROFILE");
        boolean ownFiles =
                given(variables, CONFIG).isPresent() || given(variables, SHARED).isPresent();
        if (profile.isPresent()) {
            // Who names one means that one: whatever else lies about is not taken in its place.
            ProfileCredentialsProvider.Builder named =
                    ProfileCredentialsProvider.builder().profileName(profile.get());
            if (ownFiles) {
                named.profileFile(files(variables));
            }
            return named.build();
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        if (ownFiles) {
            chain.profileFile(files(variables));
        }
        return chain.build();
    }

    private static ProfileFile files(Map<String, String> variables) {
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(files, given(variables, SHARED).map(Path::of).or(ProfileFileLocation::credentialsFileLocation), true);
        add(files, given(variables, CONFIG).map(Path::of).or(ProfileFileLocation::configurationFileLocation), false);
        return files.build();
    }

    private static void add(ProfileFile.Aggregator files, Optional<Path> file, boolean shared) {
        file.filter(Files::isReadable)
                .ifPresent(path -> files.addFile(ProfileFile.builder()
                        .content(path)
                        .type(shared ? ProfileFile.Type.CREDENTIALS : ProfileFile.Type.CONFIGURATION)
                        .build()));
    }

    private static Optional<String> given(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
