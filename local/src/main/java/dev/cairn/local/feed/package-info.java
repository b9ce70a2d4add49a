/** What happens to runs at the moment, for those who watch. */
@NullMarked
package dev.cairn.local.feed;

import org.jspecify.annotations.NullMarked;
