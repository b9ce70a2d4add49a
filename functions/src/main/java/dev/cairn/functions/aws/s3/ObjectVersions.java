package dev.cairn.functions.aws.s3;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Versions of objects, and what hides them: what is to be deleted for nothing to stay. */
record ObjectVersions(S3Client s3, String bucket) {
    /** Some of what lies below the folder, at most 1,000; none once nothing does. */
    List<ObjectIdentifier> below(String folder) {
        ListObjectVersionsResponse page =
                s3.listObjectVersions(list -> list.bucket(bucket).prefix(folder));
        Stream<ObjectIdentifier> versions =
                page.versions().stream().map(version -> identifier(version.key(), version.versionId()));
        Stream<ObjectIdentifier> markers =
                page.deleteMarkers().stream().map(marker -> identifier(marker.key(), marker.versionId()));
        return Stream.concat(versions, markers).toList();
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    /**
     * The ids of one key's in the order in which to delete them: from the oldest on, so that a list shows the key until the last
     * one goes, then the delete markers, under which an older one would come back. A bucket that keeps no versions calls
     * its one "null".
     */
    List<String> of(String key) {
        List<String> markers = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        @Nullable String keyMarker = null;
        @Nullable String versionMarker = null;
        ListObjectVersionsResponse page;
        do {
            page = s3.listObjectVersions(ListObjectVersionsRequest.builder()
                    .bucket(bucket)
                    .prefix(key)
                    .keyMarker(keyMarker)
                    .versionIdMarker(versionMarker)
                    .build());
            page.deleteMarkers().stream()
                    .filter(marker -> marker.key().equals(key))
                    .map(DeleteMarkerEntry::versionId)
                    .forEach(markers::add);
            page.versions().stream()
                    .filter(version -> version.key().equals(key))
                    .map(ObjectVersion::versionId)
                    .forEach(objects::add);
            keyMarker = page.nextKeyMarker();
            versionMarker = page.nextVersionIdMarker();
            // Keys come in order, so that those which only begin like this one come after it.
        } while (Boolean.TRUE.equals(page.isTruncated()) && key.equals(keyMarker));
        Collections.reverse(objects);
        objects.addAll(markers);
        return objects;
    }
}
