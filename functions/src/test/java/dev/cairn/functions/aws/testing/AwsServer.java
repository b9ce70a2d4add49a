package dev.cairn.functions.aws.testing;

import java.net.URI;
import java.util.concurrent.locks.Lock;

/**
 * An S3 and DynamoDB on loopback.
 *
 * @param upstream the server itself, for who holds {@code turn}
 * @param endpoint where it is safe to call it at any time
 * @param turn held while a request is in the server, where the server does not take several at once
 */
public record AwsServer(URI upstream, URI endpoint, Lock turn) {}
