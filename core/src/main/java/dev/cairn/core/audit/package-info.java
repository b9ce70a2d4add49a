/** Who does what to a run, so that it can be told later. */
@NullMarked
package dev.cairn.core.audit;

import org.jspecify.annotations.NullMarked;
