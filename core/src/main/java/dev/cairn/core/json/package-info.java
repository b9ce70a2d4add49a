@NullMarked
package dev.cairn.core.json;

import org.jspecify.annotations.NullMarked;
