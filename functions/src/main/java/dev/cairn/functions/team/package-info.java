@NullMarked
package dev.cairn.functions.team;

import org.jspecify.annotations.NullMarked;
