@NullMarked
package dev.cairn.functions.api.body;

import org.jspecify.annotations.NullMarked;
