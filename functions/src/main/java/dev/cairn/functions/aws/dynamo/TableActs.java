package dev.cairn.functions.aws.dynamo;

import dev.cairn.core.error.StoreException;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import dev.cairn.functions.aws.client.Partition;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What is done to the table, and why it was not. */
record TableActs(String table, Supplier<String> partition) {
    private static final String WRITES = "dynamodb:PutItem,dynamodb:UpdateItem,dynamodb:DeleteItem";
    private static final Set<String> BUSY =
            Set.of("TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded");

    static TableActs of(DynamoDbClient dynamo, String table) {
        return new TableActs(
                table, () -> Partition.of(dynamo.serviceClientConfiguration().region()));
    }

    Act get(String what) {
        return of("read the " + what, "dynamodb:GetItem", "");
    }

    Act list(String what) {
        return of("list the " + what, "dynamodb:Query", "");
    }

    Act listBy(String index, String what) {
        return of("list the " + what, "dynamodb:Query", "/index/" + index);
    }

    Act scan(String index, String what) {
        return of("list the " + what, "dynamodb:Scan", "/index/" + index);
    }

    Act getMany(String what) {
        return of("read the " + what, "dynamodb:BatchGetItem", "");
    }

    Act transact(String what) {
        return of("commit a transaction on the " + what, WRITES, "");
    }

    /** One with a condition on an item that it does not write. */
    Act transactWithCheck(String what) {
        return of("commit a transaction on the " + what, WRITES + ",dynamodb:ConditionCheckItem", "");
    }

    /** @param action of DynamoDB */
    Act look(String at, String action) {
        return of("see " + at, "dynamodb:" + action, "");
    }

    Act delete(String what) {
        return of("delete the " + what, "dynamodb:DeleteItem", "");
    }

    private Act of(String doing, String actions, String below) {
        return new Act(
                doing,
                "the table " + table,
                actions,
                () -> "arn:" + partition.get() + ":dynamodb:*:*:table/" + table + below);
    }

    /** Whether a transaction was refused only because others were under way, or there were too many: it had no effect. */
    static boolean isBusy(Throwable cause) {
        return cause instanceof TransactionCanceledException cancelled
                && codes(cancelled).stream().anyMatch(BUSY::contains)
                && !failedACondition(cancelled);
    }

    /** Then it is as true as it would be alone, whatever the other writes met. */
    static boolean failedACondition(TransactionCanceledException cancelled) {
        return codes(cancelled).contains("ConditionalCheckFailed");
    }

    private static List<String> codes(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .filter(code -> code != null && !code.equals("None"))
                .toList();
    }

    StoreException fault(Act act, SdkException cause) {
        return switch (cause) {
            case ResourceNotFoundException absent ->
                AwsFaults.refused(
                        act,
                        "there is no such table, or no such index of it. Deploy the stack that makes it, or set"
                                + " CAIRN_TABLE to the one that it made.",
                        absent);
            case TransactionCanceledException busy
            when isBusy(busy) ->
                new StoreException(
                        "Could not " + act.doing() + " in " + act.resource() + ": others write the same items, or too"
                                + " much is written at once (" + String.join(", ", codes(busy))
                                + "), also at the last attempt. Nothing was written; try again.",
                        busy);
            case TransactionCanceledException refused ->
                AwsFaults.refused(
                        act, "DynamoDB does not take it (" + reasons(refused) + "). Nothing was written.", refused);
            default -> AwsFaults.of(act, cause);
        };
    }

    private static String reasons(TransactionCanceledException cancelled) {
        return String.join(
                "; ",
                cancelled.cancellationReasons().stream()
                        .filter(reason ->
                                reason.code() != null && !reason.code().equals("None"))
                        .map(reason ->
                                reason.message() == null ? reason.code() : reason.code() + ": " + reason.message())
                        .distinct()
                        .toList());
    }
}
