@NullMarked
package dev.cairn.models.http;

import org.jspecify.annotations.NullMarked;
