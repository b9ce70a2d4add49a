package dev.cairn.functions.aws.client;

import java.util.function.Supplier;

/**
 * Something that is asked of AWS.
 *
 * @param doing what, to be read after "could not"
 * @param resource what it is done to, as a person names it: {@code the bucket b}
 * @param actions what IAM calls it; several with a comma between them
 * @param arn of what IAM is asked about; made when a refusal is told, for knowing the partition costs a cold start some 400
 *     classes of the SDK
 */
public record Act(String doing, String resource, String actions, Supplier<String> arn) {
    public Act(String doing, String resource, String actions, String arn) {
        this(doing, resource, actions, () -> arn);
    }

    /** The statement of a policy that allows it. */
    public String statement() {
        String action = actions.contains(",") ? "[" + quoted(actions) + "]" : quoted(actions);
        return "{\"Effect\": \"Allow\", \"Action\": " + action + ", \"Resource\": \"" + arn.get() + "\"}";
    }

    private static String quoted(String list) {
        return "\"" + list.replace(",", "\", \"") + "\"";
    }
}
