/** Lambda's own runtime, in a JVM of its own, for the jar that is deployed. */
@NullMarked
package dev.cairn.functions.aws.runtime;

import org.jspecify.annotations.NullMarked;
