/** The jar that is deployed, under the runtime that Lambda runs it with. */
@NullMarked
package dev.cairn.cli.lambda;

import org.jspecify.annotations.NullMarked;
