/** How the documents of Step Functions (definitions, inputs, outputs) are read and written, within its bounds. */
@NullMarked
package dev.cairn.local.asl.json;

import org.jspecify.annotations.NullMarked;
