/** A small world for tests: the machine over memory, with a scripted model and a clock that stands. */
@NullMarked
package dev.cairn.core.world;

import org.jspecify.annotations.NullMarked;
