package dev.cairn.functions.aws.s3;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 says of single objects within an answer that is a 200. */
final class S3Errors {
    private S3Errors() {}

    /**
     * Throws the first one as the request for that object alone would have.
     *
     * @throws S3Exception if an object was not deleted
     */
    static void refuse(DeleteObjectsResponse answer) {
        if (!answer.hasErrors()) {
            return;
        }
        S3Error first = answer.errors().getFirst();
        int status = switch (String.valueOf(first.code())) {
            case "AccessDenied" -> 403;
            case "SlowDown", "ServiceUnavailable" -> 503;
            default -> 500;
        };
        throw S3Exception.builder()
                .statusCode(status)
                .requestId(answer.responseMetadata().requestId())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("S3")
                        .errorCode(first.code())
                        .errorMessage(first.key() + ": " + first.message())
                        .build())
                .message(first.message())
                .build();
    }
}
