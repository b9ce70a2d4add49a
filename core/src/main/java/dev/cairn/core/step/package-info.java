@NullMarked
package dev.cairn.core.step;

import org.jspecify.annotations.NullMarked;
