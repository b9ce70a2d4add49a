/** An AWS on which the functions are played as they are deployed, and what they ask of it. */
@NullMarked
package dev.cairn.functions.aws.stage;

import org.jspecify.annotations.NullMarked;
