@NullMarked
package dev.cairn.core.error;

import org.jspecify.annotations.NullMarked;
