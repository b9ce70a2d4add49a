@NullMarked
package dev.cairn.cli.team;

import org.jspecify.annotations.NullMarked;
