@NullMarked
package dev.cairn.core.log;

import org.jspecify.annotations.NullMarked;
