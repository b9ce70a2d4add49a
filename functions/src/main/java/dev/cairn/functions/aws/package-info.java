/** What Cairn uses of AWS: objects in S3, the index in DynamoDB. */
@NullMarked
package dev.cairn.functions.aws;

import org.jspecify.annotations.NullMarked;
