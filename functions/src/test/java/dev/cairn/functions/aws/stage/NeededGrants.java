package dev.cairn.functions.aws.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which rights a call needs, as IAM sees it. */
final class NeededGrants {
    private NeededGrants() {}

    static List<Grant> of(Asked asked) {
        return switch (asked.service()) {
            case "s3" -> s3(asked);
            case "dynamodb" -> dynamo(asked);
            case "states" -> List.of(states(asked.operation()));
            case "secretsmanager" ->
                List.of(new Grant(
                        "secretsmanager:" + asked.operation(),
                        asked.body().path("SecretId").asString("").contains("models")
                                ? Grant.MODEL_KEYS
                                : Grant.INSTALLATION_SECRET));
            case "events" -> List.of(new Grant("events:" + asked.operation(), Grant.BUS));
            default ->
                throw new IllegalStateException("a call of a service that no function is meant to use: " + asked);
        };
    }

    private static List<Grant> s3(Asked asked) {
        boolean ofBucket = asked.path().indexOf('/', 1) < 0 || asked.path().endsWith("/");
        boolean ofVersion = asked.query().contains("versionId=");
        List<Grant> grants = new ArrayList<>();
        if (ofBucket && asked.operation().equals("POST") && asked.query().startsWith("delete")) {
            // We name versions always.
            grants.add(new Grant("s3:DeleteObjectVersion", Grant.OBJECTS));
            return grants;
        }
        if (ofBucket) {
            if (!asked.operation().equals("GET")) {
                throw new IllegalStateException("no function is meant to change the bucket: " + asked);
            }
            boolean versions = Stream.of(asked.query().split("&"))
                    .anyMatch(one -> one.equals("versions") || one.equals("versions="));
            grants.add(new Grant(versions ? "s3:ListBucketVersions" : "s3:ListBucket", Grant.BUCKET));
            return grants;
        }
        switch (asked.operation()) {
            case "PUT" -> grants.add(new Grant("s3:PutObject", Grant.OBJECTS));
            case "GET", "HEAD" -> {
                grants.add(new Grant(ofVersion ? "s3:GetObjectVersion" : "s3:GetObject", Grant.OBJECTS));
                // Without it S3 says of a key that holds nothing that it is forbidden.
                grants.add(new Grant("s3:ListBucket", Grant.BUCKET));
            }
            case "DELETE" ->
                grants.add(
                        ofVersion
                                ? new Grant(
                                        "s3:DeleteObjectVersion",
                                        asked.path().contains("/journal/") ? Grant.JOURNALS : Grant.OBJECTS)
                                : new Grant("s3:DeleteObject", Grant.OBJECTS));
            default -> throw new IllegalStateException("a call of S3 that no function is meant to make: " + asked);
        }
        return grants;
    }

    private static List<Grant> dynamo(Asked asked) {
        if (asked.operation().equals("TransactWriteItems")) {
            List<Grant> grants = new ArrayList<>();
            for (JsonNode item : asked.body().path("TransactItems")) {
                item.propertyNames()
                        .forEach(member -> grants.add(new Grant(
                                switch (member) {
                                    case "Put" -> "dynamodb:PutItem";
                                    case "Update" -> "dynamodb:UpdateItem";
                                    case "Delete" -> "dynamodb:DeleteItem";
                                    case "ConditionCheck" -> "dynamodb:ConditionCheckItem";
                                    default ->
                                        throw new IllegalStateException(
                                                "an unknown member of a transaction: " + member);
                                },
                                Grant.TABLE)));
            }
            return grants;
        }
        String index = asked.body().path("IndexName").asString("");
        return List.of(new Grant("dynamodb:" + asked.operation(), index.isEmpty() ? Grant.TABLE : Grant.INDEX + index));
    }

    private static Grant states(String operation) {
        return new Grant(
                "states:" + operation,
                switch (operation) {
                    case "DescribeExecution", "StopExecution" -> Grant.EXECUTIONS;
                    default -> Grant.STATE_MACHINE;
                });
    }
}
