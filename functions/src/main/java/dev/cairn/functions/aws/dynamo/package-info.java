/** The index in one DynamoDB table. */
@NullMarked
package dev.cairn.functions.aws.dynamo;

import org.jspecify.annotations.NullMarked;
