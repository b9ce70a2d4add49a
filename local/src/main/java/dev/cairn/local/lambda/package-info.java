/** Lambda in process: functions called as the runtime calls them. */
@NullMarked
package dev.cairn.local.lambda;

import org.jspecify.annotations.NullMarked;
