package dev.cairn.functions.aws.stage;

import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An action that a role may take, or that a call needs.
 *
 * @param resource as this class names it, whatever the deployment's names
 */
public record Grant(String action, String resource) implements Comparable<Grant> {
    static final String BUCKET = "Bucket";
    static final String OBJECTS = "Bucket/*";
    static final String JOURNALS = "Bucket/journals";
    static final String TABLE = "Table";
    static final String INDEX = "Table/index/";
    static final String MODEL_KEYS = "ModelKeys";
    static final String INSTALLATION_SECRET = "InstallationSecret";
    static final String BUS = "Bus";
    static final String STATE_MACHINE = "StateMachine";
    static final String EXECUTIONS = "StateMachine/executions";

    private static final String STATES = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:";

    /** As the template writes them, without tags. */
    private static final Map<String, String> RESOURCES = Map.ofEntries(
            Map.entry("Bucket.Arn", BUCKET),
            Map.entry("${Bucket.Arn}/*", OBJECTS),
            Map.entry("${Bucket.Arn}/*/runs/*/journal/*", JOURNALS),
            Map.entry("Table.Arn", TABLE),
            Map.entry("${Table.Arn}/index/runs", INDEX + "runs"),
            Map.entry("${Table.Arn}/index/due", INDEX + "due"),
            Map.entry(
                    "[\",\",[\",\",[\"ModelVariables\",[\"OwnModelKeys\",\"ModelKeys\",\"ModelVariables\"],"
                            + "[\"OtherModelKeysBefore\",[\",\",\"EarlierModelKeys\"],\"ModelVariables\"]]]]",
                    MODEL_KEYS),
            Map.entry("InstallationSecret", INSTALLATION_SECRET),
            Map.entry("Bus.Arn", BUS),
            Map.entry(STATES + "stateMachine:${AWS::StackName}", STATE_MACHINE),
            Map.entry(STATES + "execution:${AWS::StackName}:*", EXECUTIONS));

    /** @throws IllegalStateException if it is none that a function is meant to touch */
    static String resource(JsonNode written) {
        String text = written.isString() ? written.stringValue() : written.toString();
        String name = RESOURCES.get(text);
        if (name == null) {
            throw new IllegalStateException("the template grants something on " + text
                    + ", which is none of the resources that functions are known to use; known are "
                    + RESOURCES.keySet());
        }
        return name;
    }

    @Override
    public int compareTo(Grant other) {
        return Comparator.comparing(Grant::action)
                .thenComparing(Grant::resource)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
