@NullMarked
package dev.cairn.functions.api.http;

import org.jspecify.annotations.NullMarked;
