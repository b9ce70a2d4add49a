package dev.cairn.functions.aws.client;

/**
 * Something that is asked of AWS.
 *
 * @param doing what, to be read after "could not"
 * @param resource what it is done to, as a person names it: {@code the bucket b}
 * @param actions what IAM calls it; several with a comma between them
 * @param arn of what IAM is asked about
 */
public record Act(String doing, String resource, String actions, String arn) {
    /** The statement of a policy that allows it. */
    public String statement() {
        String action = actions.contains(",") ? "[" + quoted(actions) + "]" : quoted(actions);
        return "{\"Effect\": \"Allow\", \"Action\": " + action + ", \"Resource\": \"" + arn + "\"}";
    }

    private static String quoted(String list) {
        return "\"" + list.replace(",", "\", \"") + "\"";
    }
}
