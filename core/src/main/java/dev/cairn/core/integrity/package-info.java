/** What is stored, checked as a whole: what is broken, what to do about it, and the index made anew of the objects. */
@NullMarked
package dev.cairn.core.integrity;

import org.jspecify.annotations.NullMarked;
