"""Where things are kept: DynamoDB, S3, Redis and Step Functions, behind named access patterns.

Stores return domain models and raise domain errors. Nothing reaches the network, and no client is
made, before the first call.
"""
