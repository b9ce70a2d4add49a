/** The executions of the state machine in AWS. */
@NullMarked
package dev.cairn.functions.aws.execution;

import org.jspecify.annotations.NullMarked;
