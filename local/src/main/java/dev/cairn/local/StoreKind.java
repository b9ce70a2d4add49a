package dev.cairn.local;

/** Where runs are kept. */
public enum StoreKind {
    /** In the data folder: files, and an index in SQLite. */
    FILES,
    /** In S3 and DynamoDB, as the variables CAIRN_BUCKET, CAIRN_TABLE and those of the AWS SDK say. */
    AWS
}
