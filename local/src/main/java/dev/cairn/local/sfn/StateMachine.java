package dev.cairn.local.sfn;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.Definition;
import java.time.Instant;

/**
 * A named definition.
 *
 * @param text       the definition as it was given
 * @param definition the same, checked
 */
public record StateMachine(
        String arn, String name, String text, Definition definition, String roleArn, Instant createdAt) {
    public StateMachine {
        requireNonNull(arn, "arn is null");
        requireNonNull(name, "name is null");
        requireNonNull(text, "text is null");
        requireNonNull(definition, "definition is null");
        requireNonNull(roleArn, "roleArn is null");
        requireNonNull(createdAt, "createdAt is null");
    }
}
