package dev.culprit.cloudwatch.standin;

/**
 * Who asks.
 *
 * @param principal the ARN of the assumed role, or a user's access key
 */
record Caller(String principal, Site site) {}
