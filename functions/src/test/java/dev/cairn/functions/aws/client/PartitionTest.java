package dev.cairn.functions.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

class PartitionTest {
    @ParameterizedTest
    @CsvSource({"eu-central-1, aws", "cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "xx-nowhere-1, aws"})
    void partition_shouldBeThatOfTheRegion(String region, String partition) {
        assertThat(Partition.of(Region.of(region))).isEqualTo(partition);
    }

    @Test
    void partition_shouldBeThatOfMost_whenNoRegionIsKnown() {
        assertThat(Partition.of(null)).isEqualTo("aws");
    }
}
