package dev.cairn.local.asl;

import java.util.Arrays;
import java.util.Optional;

/** How a task calls its function: for an answer, or to hand it a token that somebody answers later. */
public enum LambdaIntegration {
    INVOKE("arn:aws:states:::lambda:invoke", "invoke"),
    WAIT_FOR_TASK_TOKEN("arn:aws:states:::lambda:invoke.waitForTaskToken", "invoke.waitForTaskToken");

    private final String resource;
    private final String action;

    LambdaIntegration(String resource, String action) {
        this.resource = resource;
        this.action = action;
    }

    /** What a definition writes as the task's Resource. */
    public String resource() {
        return resource;
    }

    /** What a history calls it. */
    public String action() {
        return action;
    }

    static Optional<LambdaIntegration> of(String resource) {
        return Arrays.stream(values())
                .filter(one -> one.resource.equals(resource))
                .findFirst();
    }
}
