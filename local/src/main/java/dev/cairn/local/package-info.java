@NullMarked
package dev.cairn.local;

import org.jspecify.annotations.NullMarked;
