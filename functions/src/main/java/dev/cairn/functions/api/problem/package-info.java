@NullMarked
package dev.cairn.functions.api.problem;

import org.jspecify.annotations.NullMarked;
