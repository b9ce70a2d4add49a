/** Pages for people in a browser: templates of our own, text that stays text, and headers that let nothing else in. */
@NullMarked
package dev.cairn.functions.api.page;

import org.jspecify.annotations.NullMarked;
