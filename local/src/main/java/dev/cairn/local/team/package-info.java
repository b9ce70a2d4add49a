/** The teams that are known by name. */
@NullMarked
package dev.cairn.local.team;

import org.jspecify.annotations.NullMarked;
