/** What the functions of a deployment are put together from. */
@NullMarked
package dev.cairn.functions.aws.deployment;

import org.jspecify.annotations.NullMarked;
