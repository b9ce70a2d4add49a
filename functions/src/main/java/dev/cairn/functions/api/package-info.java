@NullMarked
package dev.cairn.functions.api;

import org.jspecify.annotations.NullMarked;
