package dev.cairn.functions.aws.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** What ARNs begin with after {@code arn:}: regions in China and those of the US government have their own. */
public final class Partition {
    private Partition() {}

    /** @param region null if it is not known, and then it is taken for one of most */
    public static String of(@Nullable Region region) {
        return region == null ? "aws" : PartitionMetadata.of(region).id();
    }
}
