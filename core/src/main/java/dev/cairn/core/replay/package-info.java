@NullMarked
package dev.cairn.core.replay;

import org.jspecify.annotations.NullMarked;
