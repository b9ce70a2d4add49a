/** Objects in an S3 bucket. */
@NullMarked
package dev.cairn.functions.aws.s3;

import org.jspecify.annotations.NullMarked;
