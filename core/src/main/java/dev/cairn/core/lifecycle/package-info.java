/** What happens to a run from outside its steps: opened, started, answered, cancelled, resumed, failed, deleted. */
@NullMarked
package dev.cairn.core.lifecycle;

import org.jspecify.annotations.NullMarked;
