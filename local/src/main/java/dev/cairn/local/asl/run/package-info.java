/**
 * Runs a definition: one {@link dev.cairn.local.asl.run.Execution} at a time walks through its states and records what
 * happened in a history. The outside is reached through {@link dev.cairn.local.asl.run.LambdaInvoker} and
 * {@link dev.cairn.local.asl.run.Scheduler} alone.
 */
@NullMarked
package dev.cairn.local.asl.run;

import org.jspecify.annotations.NullMarked;
