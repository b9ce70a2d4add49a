/** JSONata in the places where a definition allows it, and the functions that Step Functions adds to it. */
@NullMarked
package dev.cairn.local.asl.expression;

import org.jspecify.annotations.NullMarked;
