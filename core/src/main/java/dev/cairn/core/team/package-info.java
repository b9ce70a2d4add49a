@NullMarked
package dev.cairn.core.team;

import org.jspecify.annotations.NullMarked;
