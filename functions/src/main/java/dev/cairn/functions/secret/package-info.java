/** The one secret of an installation, the keys that come of it, and the seal on task tokens. */
@NullMarked
package dev.cairn.functions.secret;

import org.jspecify.annotations.NullMarked;
