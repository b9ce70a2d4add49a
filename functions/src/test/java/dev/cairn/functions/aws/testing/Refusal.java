package dev.cairn.functions.aws.testing;

/**
 * How AWS says no, in the words of its own wire.
 *
 * @param more what else stands in DynamoDB's answer
 */
public record Refusal(int status, String code, String message, String more) {
    public static final Refusal SLOW_DOWN = new Refusal(503, "SlowDown", "Please reduce your request rate.");
    public static final Refusal THROTTLED =
            new Refusal(400, "ProvisionedThroughputExceededException", "The level of throughput was exceeded.");
    public static final Refusal FAILED = new Refusal(500, "InternalServerError", "We met an internal error.");
    public static final Refusal CONFLICT = cancelled("TransactionConflict");
    public static final Refusal CONDITION_FAILED = cancelled("ConditionalCheckFailed");
    public static final Refusal KEY_BUSY =
            new Refusal(409, "ConditionalRequestConflict", "A conflicting operation occurred during this request.");

    public Refusal(int status, String code, String message) {
        this(status, code, message, "");
    }

    /** Of a transaction, for one such reason. */
    public static Refusal cancelled(String reason) {
        return new Refusal(
                400,
                "TransactionCanceledException",
                "Transaction cancelled, please refer to its reasons.",
                ", \"CancellationReasons\": [{\"Code\": \"None\"}, {\"Code\": \"" + reason
                        + "\", \"Message\": \"of this item\"}]");
    }

    public Fault fault() {
        return new Fault.Refused(this, false);
    }

    String body(boolean dynamo) {
        return dynamo
                ? "{\"__type\": \"com.amazonaws.dynamodb.v20120810#" + code + "\", \"message\": \"" + message + "\""
                        + more + "}"
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>";
    }
}
