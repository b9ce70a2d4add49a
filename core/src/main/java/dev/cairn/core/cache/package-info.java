/** What a warm process remembers, so that it need not be read or made again. */
@org.jspecify.annotations.NullMarked
package dev.cairn.core.cache;
