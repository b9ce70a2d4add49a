@NullMarked
package dev.cairn.core.checkpoint;

import org.jspecify.annotations.NullMarked;
