@NullMarked
package dev.cairn.core.port;

import org.jspecify.annotations.NullMarked;
