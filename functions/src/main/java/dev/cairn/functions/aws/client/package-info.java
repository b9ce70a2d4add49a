/** How AWS is called: addresses, rights, retries, and what went wrong in words. */
@NullMarked
package dev.cairn.functions.aws.client;

import org.jspecify.annotations.NullMarked;
