/** Step Functions in this process: state machines, executions and task tokens, and AWS's JSON API for them on loopback. */
@NullMarked
package dev.cairn.local.sfn;

import org.jspecify.annotations.NullMarked;
