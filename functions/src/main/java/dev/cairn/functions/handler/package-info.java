/** The functions that the state machine calls: each reads its input, does one thing with the core, and answers. */
@NullMarked
package dev.cairn.functions.handler;

import org.jspecify.annotations.NullMarked;
