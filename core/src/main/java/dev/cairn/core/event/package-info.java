@NullMarked
package dev.cairn.core.event;

import org.jspecify.annotations.NullMarked;
