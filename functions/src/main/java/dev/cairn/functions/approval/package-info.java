/** People are asked where they are: the notice that a request waits, and the signed link that answers it. */
@NullMarked
package dev.cairn.functions.approval;

import org.jspecify.annotations.NullMarked;
