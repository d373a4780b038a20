"""DynamoDB behind PynamoDB, S3 and the queues: everything that knows how things are kept."""
