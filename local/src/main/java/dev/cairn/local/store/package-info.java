/** Where Cairn keeps things without AWS: objects as files, the index in a database reached over JDBC. */
@NullMarked
package dev.cairn.local.store;

import org.jspecify.annotations.NullMarked;
