/** How long a function of ours takes to start, beside a bare one. */
@NullMarked
package dev.cairn.bench.start;

import org.jspecify.annotations.NullMarked;
