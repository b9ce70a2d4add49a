/** Looks after runs that nobody works on although somebody should. */
@NullMarked
package dev.cairn.functions.reconcile;

import org.jspecify.annotations.NullMarked;
