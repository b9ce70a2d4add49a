@NullMarked
package dev.cairn.models.rehearsal;

import org.jspecify.annotations.NullMarked;
