package dev.cairn.functions.aws.testing;

/** How AWS says no, in the words of its own wire. */
record Refusal(int status, String code, String more) {
    static final Refusal SLOW_DOWN = new Refusal(503, "SlowDown", "");
    static final Refusal THROTTLED = new Refusal(400, "ProvisionedThroughputExceededException", "");
    static final Refusal FAILED = new Refusal(500, "InternalServerError", "");
    static final Refusal CONFLICT = new Refusal(
            400,
            "TransactionCanceledException",
            ", \"CancellationReasons\": [{\"Code\": \"TransactionConflict\","
                    + " \"Message\": \"Transaction is ongoing for the item\"}]");

    String body(boolean dynamo) {
        return dynamo
                ? "{\"__type\": \"com.amazonaws.dynamodb.v20120810#" + code + "\", \"message\": \"an injected fault\""
                        + more + "}"
                : "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                        + "</Code><Message>an injected fault</Message></Error>";
    }
}
