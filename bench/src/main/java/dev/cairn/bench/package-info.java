/** Benchmarks, each against a named baseline. */
@NullMarked
package dev.cairn.bench;

import org.jspecify.annotations.NullMarked;
