@NullMarked
package dev.cairn.models.openai;

import org.jspecify.annotations.NullMarked;
