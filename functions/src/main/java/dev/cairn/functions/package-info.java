@NullMarked
package dev.cairn.functions;

import org.jspecify.annotations.NullMarked;
