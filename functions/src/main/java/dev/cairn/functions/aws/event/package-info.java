/** What happens to runs, on an event bus. */
@NullMarked
package dev.cairn.functions.aws.event;

import org.jspecify.annotations.NullMarked;
