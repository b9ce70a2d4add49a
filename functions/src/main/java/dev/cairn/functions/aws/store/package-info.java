/** The two stores of runs on AWS, put together. */
@NullMarked
package dev.cairn.functions.aws.store;

import org.jspecify.annotations.NullMarked;
